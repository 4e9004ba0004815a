"""Why a policy is refused: a code with what it speaks of, and the English sentence; a page says the code in words."""

from __future__ import annotations

from collections.abc import Iterable

from terms import InputError, Reason

#: The most reasons that one message lists; a file can have thousands.
MOST_LISTED = 20
_LONGEST_SHOWN = 60

TEXT = {
    "too_long": "the text must have at most {limit} bytes, got {got}",
    "too_deep": "brackets must be nested at most {limit} deep, got more on line {line}",
    "key_too_deep": "a key must have at most {limit} parts joined by dots, got more on line {line}",
    "too_many_keys": "a scenario must have at most {limit} keys, got more",
    "too_many_words": "a scenario must have at most {limit} words, numbers and signs, got more",
    "word_too_long": "a key or number must have at most {limit} characters, got {got} on line {line}",
    "string_too_long": "a text in quotes must have at most {limit} characters, got {got} on line {line}",
    "not_toml": "not valid TOML: {said}",
    "not_text": "must be text in UTF-8, got {got}; save it as UTF-8",
    "bad_letters": "the text must have no half characters (surrogates), got one on line {line}",
    "code_unquoted": "line {line}: the code {code} must stand in quotes: {quoted}",
    "name_not_text": "{where} must be text, got {got}",
    "name_empty": "{where} must not be empty",
    "name_too_long": "{where} must have at most {limit} characters, got {got}",
    "name_controls": "{where} must have no line breaks or control characters, got {got}",
    "text_controls": "{where} must have no control characters, got {got}",
    "unknown_key": "{where}: unknown key {word}; allowed: {allowed}",
    "unknown_key_near": "{where}: unknown key {word} (did you mean {near}?); allowed: {allowed}",
    "unknown_field": "{where}: unknown key {word}; allowed: {allowed}",
    "programme_not_tables": "programme: must be a table for each programme, such as [programme.sekolah_rakyat]",
    "programme_code": "programme: the code must be letters, digits and _, got {got}",
    "programme_unit": "{where}: unit must be {allowed}, got {got}",
    "programme_built_in": "programme.{word}: {code} is a programme of the register, counted by {unit}; leave this block"
    " out, or choose another code",
    "programme_other_unit": "programme.{word}: the baseline counts it by {unit}, got {got}",
    "programme_twice": "programme.{word}: {code} is declared twice",
    "programme_too_many": "programme: at most {limit} programmes may be declared, got {got}",
    "baseline_not_text": "baseline: must be the name of a policy in quotes, got {got}",
    "baseline_not_beside": "baseline: must be a file beside this one or one of {allowed}, got {got}",
    "baseline_circle": "baselines name each other in a circle: {circle}",
    "baseline_many": "baselines must go at most {limit} steps down, got more",
    "baseline_fault": "baseline: {said}",
    "policy_unknown": "policy: no policy is called {got}; there are {allowed}",
    "file_unreadable": "there is no readable policy file, and no policy of that name among {allowed}",
    "not_fields": "{where}: must be a table of dated values, such as [[{where}.max_decile]], got {got}",
    "overlap": "{where} has overlapping dates: two values start on {start}",
    "overlap_always": "{where} has overlapping dates: two values hold always",
    "not_entry": "{where} must be a table with {allowed}, got {got}",
    "lacks": "{where} has no {word}",
    "lacks_start": '{where} has no start: give the first day, such as 2026-01-01, or "always"',
    "lacks_unit": "{where} has no unit: it must be {allowed}",
    "start": '{where}: start must be a date from {first} to {last}, such as 2026-01-01, or "always", got {got}',
    "unit": "{where}: unit must be {allowed}, got {got}",
    "unit_month": "{where}: unit must be {allowed}, got {got}: give three months together",
    "unit_year": "{where}: unit must be {allowed}, got {got}: divide a year's figure by four",
    "source_empty": "{where}: source must not be empty",
    "status": "{where}: status must be {allowed}, got {got}",
    "between": "{where} must be {low} to {high}, got {got}",
    "whole": "{where} must be a whole number of {unit}, {low} or more, got {got}",
    "whole_high": "{where} must be at most {high} {unit}, got {got}",
    "share": "{where} must be a share, 0 to 1, got {got}",
    "yes_or_no": "{where} must be true or false, got {got}",
    "one_of": "{where} must be {allowed}, got {got}",
    "cap": "{where} must be 1 to {exact}, a multiple of 4 to {longest}, or none, got {got}",
    "persons_counted": "{where} must be {limit}: cells are built with that limit, got {got}",
    "codes_table": "{where} must be a table of codes, such as {{{example} = …}}, got {got}",
    "codes": "{where} must have Kemendagri codes in quotes, such as {example}, got {got}",
    "codes_split": "{where} must have Kemendagri codes in quotes, got {got} in two parts: write {quoted}",
    "area_former": "{where} names {code}, which is no code since {year}: {name} is {now} now",
    "area_unknown": "{where} names {code}, which is no Kemendagri code; nearest: {near}",
    "quota_over": "{where} must not give kabupaten more than the national {national}, got {got} together",
    "components_table": "{where} must name the amount of each component ({allowed}), got {got}",
    "components": "{where} must name components among {allowed}, got {got}",
    "exemptions": "{where} must be a list of {allowed}, got {got}",
    "exemptions_text": "{where} must be a list, such as [{example}], got the text {got}",
    "no_cutoff": "{where}: max_decile is missing: without it nobody can be said to be eligible",
    "no_amounts": "{where}: amounts is missing: give it or name a baseline that has it",
    "amounts_missing": "{where}: amounts must name every component, missing {missing}",
    "no_cap_share": "{where}: cap_keep_share is missing: a cap with mode assess must state the share that is kept",
    "no_crossing_share": "{where}: crossing_keep_share is missing: crossing mode suspend must state the share kept",
    "no_quota": "{where}: quota is missing: admission by quota needs a quota",
    "cap_clock": "{where}: max_quarters needs cap_clock any: the quarters on PBI itself are not in the register",
    "quota_unsaid": "{where}: quota must name every kabupaten or give a national figure, got none for {count},"
    " such as {code}",
    "money_too_large": "{where}: amounts must give less than {limit} rupiah a quarter over all families, so that sums"
    " stay exact",
    "areas_beyond": "{where} treats areas beyond what you may see apart from each other, such as {code}: what that does"
    " would tell about them; leave those areas out",
    "limit_of_nation": "{where}: a limit for the whole nation must be that of the rules in force for whoever sees a"
    " region, since each area's part of it tells about the others, got {got}",
    "link_baseline": "link: the baseline must be one of {allowed}, got {got}; save the scenario as a file instead",
    "link_full": "link: the scenario must fit into {limit} characters, got {got}; download it as a file instead",
    "link_long": "link: the scenario must have at most {limit} characters, got {got}",
    "link_form": "link: the scenario in this address is not readable; copy the whole address again",
    "link_version": "link: the scenario must be of version {version}, got version {got}; open it anew",
    "link_damaged": "link: the scenario in this address is damaged or cut off; copy the whole address again",
    "more": "and {count} more",
}


def reason(code: str, /, **values: object) -> Reason:
    """A reason with its values: whole numbers as they are, all else as text."""
    return Reason(
        code, tuple((name, value if isinstance(value, int) else str(value)) for name, value in values.items())
    )


def sentence(one: Reason) -> str:
    """The reason in English, numbers with thousands' commas."""
    return TEXT[one.code].format(
        **{name: f"{value:,}" if isinstance(value, int) else value for name, value in one.values}
    )


def refusal(code: str, /, **values: object) -> InputError:
    """An error with a single reason."""
    return listed("", [reason(code, **values)])


def listed(name: str, reasons: Iterable[Reason]) -> InputError:
    """An error that lists every reason, the first MOST_LISTED of them in words; ``name`` is what was read."""
    found = tuple(reasons)
    count = len(found)
    if count > MOST_LISTED:
        found = (*found[:MOST_LISTED], reason("more", count=count - MOST_LISTED))
    head = f"{name}: " if name else ""
    if count == 1:
        return InputError(head + sentence(found[0]), found)
    lines = "\n".join(f"- {sentence(one)}" for one in found)
    return InputError(f"{head}{count} faults\n{lines}", found)


def shown(value: object) -> str:
    """What came, short enough for a sentence, without line breaks."""
    if isinstance(value, int) and value.bit_length() > 200:
        return f"a number of {value.bit_length()} bits"
    text = value if isinstance(value, Word) else repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


class Word(str):
    """A text that is shown without quotes."""

    __slots__ = ()
