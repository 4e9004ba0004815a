-- error, spotcheck: visits that name a family which neither register nor payments hold
from named_unknown_families('spotcheck');
