"""A hostile Arabic newsroom on loopback, for `warraq demo` and the tests. Its reports and persons are invented."""
