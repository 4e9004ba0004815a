-- error, updates: proposals that name a family which neither register nor payments hold
from named_unknown_families('updates');
