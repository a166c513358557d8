"""longrun: where steps lead in the long run, and what stays as noise vanishes."""
