"""Somebody else's plugin: a command, a question with a picture and a panel, a section of reports, and a format of files."""

from countermove.extensions import (
    HOOKS,
    Command,
    Declaration,
    FileFormat,
    PagePanel,
    Parameter,
    Picture,
    Plugin,
    RecordKind,
    ReportSection,
)

CENSUS = Declaration(
    "census",
    "Count the wants of each actor.",
    "Or of some.",
    work="Counting the wants of {}",
    home="countermove_toy.census",
    options=(Parameter("actors", "actors", "Only this actor; repeatable.", form="NAME", flag="actor"),),
    pictures=(Picture("census", "how many wants each actor has"),),
)

PLUGIN = Plugin(
    name="toy",
    hooks=HOOKS,
    commands=(
        Command(
            name="acts",
            help="List the acts of a case.",
            function="countermove_toy.acts:acts",
            after="lint",
        ),
    ),
    records={"acts": RecordKind("countermove_toy.acts:ActsRecord", "countermove_toy.acts:acts_page")},
    questions=(CENSUS,),
    sections=(ReportSection(chapter="follows", function="countermove_toy.section:census_section"),),
    panels=(PagePanel(question="census", title="Census"),),
    formats=(
        FileFormat(
            name="arrows",
            suffixes=(".arrows",),
            read="countermove_toy.arrows:read",
            write="countermove_toy.arrows:write",
            keeps=("start",),
        ),
    ),
)
