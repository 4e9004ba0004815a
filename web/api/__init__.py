"""The figures of the pages as an API beside them: the same process, sign-in, scopes and trail; it changes nothing."""
