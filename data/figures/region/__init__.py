"""What one area shows of a quarter, put together from the tables of the door as plain frozen values."""
