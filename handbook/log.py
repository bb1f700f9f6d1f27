"""The names of the program's loggers. A level means: DEBUG for whoever mends the program, INFO a step of the road done,
WARNING something a person should look at, ERROR something that stopped a job. Findings are never logged: they are values."""

import logging

LOGGER = logging.getLogger("handbook")
