-- error, empowerment: rows of empowerment that name a family which neither register nor payments hold
from named_unknown_families('empowerment');
