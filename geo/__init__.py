"""Geography: the only room that knows codes and polygons."""
