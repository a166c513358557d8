"""``python -m countermove``: the command line without its own program."""

from countermove.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
