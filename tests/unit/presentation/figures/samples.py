"""Cases of three sizes to draw, one in eight scripts, and one whose every name is hostile."""

from __future__ import annotations

import json

__all__ = ["HOSTILE", "MOOR", "NASTY", "RIVER", "large", "nations"]

RIVER = """\
countermove: 1
title: "Who shares the river? / من يتقاسم النهر؟"
target: shared
sources:
  memo: {what: "مذكرة اللجنة المشتركة", grade: B2, default: true}
actors:
  egypt:
    name: "وزارة الموارد المائية والري"
    options:
      sign: {does: "توقع على الاتفاقية الشاملة لمياه النهر"}
    wants:
      - {id: e1, want: "egypt.sign iff iran.open", note: "التوقيع أفضل من لا شيء (NATO 2021)", at: [1]}
  iran:
    name: "سازمان مدیریت منابع آب"
    options:
      open: {does: "دریچه‌های سد را باز می‌کند"}
    wants:
      - {id: i1, want: iran.open implies israel.buy, at: [2]}
  israel:
    name: "רשות המים הלאומית"
    options:
      buy: {does: "קונה מים בחורף ובקיץ"}
    wants:
      - {id: s1, want: israel.buy, while: "price >= 0.4", otherwise: not israel.buy, at: [3]}
  india:
    name: "केंद्रीय जल आयोग"
    options:
      build: {does: "ऊपरी नदी पर बाँध बनाता है"}
    wants:
      - {id: n1, want: not india.build, could_be: india.build, certainty: low, note: "क्षेत्रीय स्थिति में सुधार", at: [4]}
  thailand:
    name: "กรมทรัพยากรน้ำ"
    options:
      wait: {does: "รอฤดูฝนปีหน้าก่อนตัดสินใจ"}
    wants:
      - {id: t1, want: thailand.wait implies not india.build, at: [5]}
  china:
    name: "国家水利委员会"
    options:
      lend: {does: "提供低息贷款"}
    wants:
      - {id: c1, want: china.lend iff russia.veto, at: [6]}
  russia:
    name: "Министерство водных ресурсов"
    options:
      veto: {does: "накладывает вето на договор"}
    wants:
      - {id: r1, want: not russia.veto, at: [7]}
  greece:
    name: "Υπουργείο Περιβάλλοντος"
    options:
      host: {does: "φιλοξενεί τις συνομιλίες"}
    wants:
      - {id: g1, want: greece.host, at: [8]}
start: [thailand.wait]
terms: {shared: egypt.sign and iran.open}
drivers:
  price: {now: 0.6, means: "מחיר המים"}
open:
  Q1:
    asks: "هل تفتح إيران السد؟"
    readings:
      yes: {}
      no: {drop: [i1]}
claims:
  K1: {says: "يبقى الوضع على حاله ما دام الجميع ينتظر", check: {stable: start}}
  K2: {says: "ההסכם \\"הגדול\\" נחתם בסוף", by: greece, check: {some_outcome: shared}}
  K3: {says: "नदी सबकी है", check: {every_outcome: shared}}
"""
"""Eight actors, whose names and options are in Arabic, Persian, Hebrew, Hindi, Thai, Chinese, Russian and Greek."""

MOOR = """\
countermove: 1
title: 누가 지하수를 치우는가 / Who cleans the aquifer?
target: clean
scale: {high: 0.9, moderate: 0.8, low: 0.55}
sources:
  memo: {what: a memorandum, grade: B2, default: true}
actors:
  ministry:
    name: وزارة البيئة
    options:
      modify: {does: modifies the order}
    wants:
      - {id: m1, want: "clean or works.accept", at: [1]}
      - {id: m2, want: not ministry.modify, while: "resolve >= 0.4", otherwise: ministry.modify, could_be: ministry.modify, at: [2]}
  works:
    name: 化学工业公司
    options:
      delay: {does: delays by appeals}
      accept: {does: accepts the order, one_way: forward}
      abandon: {does: abandons the plant, one_way: forward}
    wants:
      - {id: w1, want: not works.abandon, certainty: high, at: [3]}
      - {id: w2, want: works.accept iff ministry.modify, certainty: low, could_be: works.accept, at: [3]}
      - {id: w3, want: works.delay iff not works.accept, while: "cost > gain", at: [4]}
  town:
    name: Ville de Saint-Étienne-du-Grès
    options:
      insist: {does: insists on the first order}
    wants:
      - {id: t1, want: not works.abandon}
      - {id: t2, want: town.insist, while: "anger >= 0.5", otherwise: not town.insist}
never:
  n1: {never: works.delay and works.accept, why: who accepts does not appeal}
  n2: {never: works.abandon and (works.delay or works.accept), why: nothing is left to decide}
start: [works.delay]
terms:
  clean: works.accept and not works.abandon
drivers:
  resolve: {now: 0.6, means: how firm the ministry is}
  cost: {now: 0.7, means: cost of the cleaning}
  gain: {now: 0.3, means: gain of the plant}
  anger: {now: 0.8}
open:
  Q1:
    asks: Would the works close?
    readings:
      no_never: {}
      if_pressed: {rewrite: {w1: {want: "town.insist implies works.abandon"}}}
      who_knows: {drop: [w1]}
views:
  worried:
    holder: town
    about: the works bluff
    drop: [w3]
claims:
  K1: {says: The order stands as long as nobody moves, check: {stable: start}}
  K2: {says: It is cleaned in the end, by: town, check: {some_outcome: clean}}
  K3: {says: Pressure closes the plant, check: {every_outcome: works.abandon}, probe: true}
"""
"""After the Elmira conflict (Kilgour, Hipel & Fang), with names in Arabic, Chinese and French."""

NASTY = "<script>alert('x')</script>&\"\u202egnp.exe\u202c\u200f ]]> {{x}} ${y} \U0001f9e8 "
"""Markup, quotes, ends of sections, templates, and characters that turn text round."""

HOSTILE = json.dumps(
    {
        "countermove": 1,
        "title": "<script>alert('t')</script> & 'quoted' ]]>",
        "target": "both",
        "actors": {
            "a": {
                "name": NASTY,
                "options": {"go": {"does": "</text><image href='http://x.example/i.png'/> goes & \"goes\" on"}},
                "wants": [
                    {"id": "a1", "want": "a.go iff b.stay", "while": "power >= 0.5", "note": "<b>bold</b>"},
                    {"id": "a2", "want": "not a.go", "could_be": "a.go"},
                ],
            },
            "b": {
                "name": "javascript:alert(1) <svg onload=alert(2)>",
                "options": {"stay": {"does": "url(#x) stays --> <!-- "}},
                "wants": [{"id": "b1", "want": "b.stay"}],
            },
        },
        "start": [],
        "terms": {"both": "a.go and b.stay"},
        "drivers": {"power": {"now": 0.6, "means": "<img src=x onerror=alert(3)>"}},
        "open": {
            "O": {
                "asks": "<style>*{display:none}</style> is it so?",
                "readings": {"yes_so": {}, "not_so": {"drop": ["a1"]}},
            }
        },
        "views": {"v": {"holder": "a", "about": "</svg><script>1</script>", "drop": ["b1"]}},
        "claims": {"C": {"says": "very long " * 40 + "<script>&amp;", "check": {"stable": "start"}}},
    },
    ensure_ascii=False,
)


def large(actors: int = 6, options: int = 4) -> str:
    """A case of actors × options (24 by default; each actor does one at most, and all together two), with names of many scripts, 72
    wants, 128 readings and four drivers; always the same."""
    names = [
        "Федерация",
        "Κοινοπραξία",
        "北方联盟委员会",
        "Confédération des États riverains",
        "Coastal League",
        "Sixth",
    ]
    lines = ["countermove: 1", "title: A large case", "target: accord", "actors:"]
    every = [f"p{i}.o{i}{j}" for i in range(actors) for j in range(options)]
    for i in range(actors):
        lines += [f"  p{i}:", f"    name: {names[i % len(names)]}", "    options:"]
        lines += [f"      o{i}{j}: {{does: moves its forces to sector {i}{j} of the border}}" for j in range(options)]
        lines.append("    wants:")
        for j in range(12):
            mine, theirs = every[(i * options + j) % len(every)], every[(7 * i + 5 * j + 3) % len(every)]
            sign = "" if (i + j) % 3 else "not "
            lines.append(
                f'      - {{id: p{i}w{j}, want: "{sign}{mine} or {theirs}", while: "d{j % 4} >= 0.{2 + j % 6}"}}'
            )
    lines.append("never:")
    lines += [f'  n{i}: {{never: "{" + ".join(every[i * options : (i + 1) * options])} > 1"}}' for i in range(actors)]
    lines.append(f'  few: {{never: "{" + ".join(every)} > 2"}}')
    lines += ["start: []", f"terms: {{accord: {every[0]} and {every[-1]}}}", "drivers:"]
    lines += [f"  d{k}: {{now: 0.{k + 3}}}" for k in range(4)]
    lines.append("open:")
    for k in range(7):
        lines += [f"  R{k}:", f"    readings: {{stays: {{}}, goes: {{drop: [p{k % actors}w{k}]}}}}"]
    lines += ["claims:"]
    lines += [f"  L{k}: {{says: Nothing moves in sector {k}, check: {{stable: start}}}}" for k in range(6)]
    return "\n".join(lines) + "\n"


_NATIONS = {
    "rok": (
        "대한민국 정부와 국가안전보장회의 상임위원회",
        ["훈련을 연기한다 (한미 연합 훈련)", "인도적 지원을 재개한다", "정상 회담을 제안한다", "독자 제재를 해제한다"],
    ),
    "gulf": (
        "الأمانة العامة لمجلس التعاون لدول الخليج العربية",
        ["تمويل برنامج الإغاثة", "وقف تصدير النفط", "استضافة المحادثات", "الاعتراف بالحكومة المؤقتة"],
    ),
    "fed": (
        "Федеральное министерство транспорта и энергетической инфраструктуры",
        [
            "открывает коридор",
            "прекращает транзит газа через территорию соседей",
            "подписывает соглашение",
            "вводит войска",
        ],
    ),
    "union": (
        "The Standing Committee of the Union for Regional Co-operation and Development",
        [
            "suspends the association agreement until further notice",
            "sends observers",
            "freezes the assets of named officials",
            "offers a customs union",
        ],
    ),
    "sea": (
        "东南沿海各省联合渔业与航运管理委员会",
        ["禁止外国船只进入争议海域", "恢复联合巡逻", "开放港口", "扣押渔船"],
    ),
}

_SAYS = [
    "지금 상태는 오래 지속된다",
    "Никто не сделает первого шага, пока не изменится цена транзита, что вряд ли произойдёт в ближайшее время",
    "لن تُعقد المحادثات",
    "A settlement comes of it in the end, whatever the committee says in public about its own role in the matter",
    "Nothing short of a crisis at sea brings anybody to the table",
    "港口将会开放",
]

_CHECKS = [
    "{stable: start}",
    "{every_outcome: 'not settlement'}",
    "{no_outcome: settlement}",
    "{some_outcome: settlement}",
    "{some_outcome: crisis}",
    "{every_outcome: sea.act2}",
]


def nations() -> str:
    """A case of five actors with long names in five scripts and 20 options (each actor does one at most), with 35 wants, 24
    readings, six views, two scenarios, three drivers and 14 claims; always the same."""
    every = [f"{actor}.act{k}" for actor in _NATIONS for k in range(4)]
    lines = ["countermove: 1"]
    lines.append("title: 'Какой из пяти участников сделает первый шаг? / 다섯 당사자 중 누가 먼저 움직이는가?'")
    lines += ["as_of: '2025-03-01'", "horizon: '2026-03-01'", "target: settlement", "sources:"]
    lines.append(
        "  memo: {what: 'a memorandum of the Standing Committee, with a title that runs on', grade: B2, default: true}"
    )
    lines.append("actors:")
    for i, (actor, (name, does)) in enumerate(_NATIONS.items()):
        lines += [f"  {actor}:", f"    name: '{name}'", "    options:"]
        lines += [f"      act{k}: {{does: '{does[k]}'{', one_way: forward' if k == 3 else ''}}}" for k in range(4)]
        lines.append("    wants:")
        for j in range(7):
            mine, other = f"{actor}.act{j % 4}", every[(5 * i + 3 * j + 6) % 20]
            if other.startswith(actor):
                other = every[(5 * i + 3 * j + 10) % 20]
            want = [f"{mine} implies {other}", f"not {mine}", other, f"{mine} or not {other}"][(i + j) % 4]
            more = f", while: 'd{(i + j) % 3} >= 0.{3 + (i + j) % 4}'" if j % 3 == 0 else ""
            more += f", could_be: {mine}" if j % 3 == 1 else ""
            more += f", certainty: {['low', 'moderate', 'high'][(i + j) % 3]}" if j % 2 else ""
            lines.append(f"      - {{id: {actor[0]}{j + 1}, want: '{want}'{more}, at: [{1 + (i * 7 + j) % 20}]}}")
    lines.append("never:")
    for actor in _NATIONS:
        sums = " + ".join(f"{actor}.act{k}" for k in range(4))
        lines.append(f"  n_{actor}: {{never: '{sums} > 1', why: only one at a time}}")
    lines += ["start: [rok.act0, fed.act1]", "terms:"]
    lines += ["  settlement: rok.act2 and gulf.act2", "  crisis: fed.act3 or sea.act3", "drivers:"]
    lines += ["  d0: {now: 0.5, means: '신뢰의 정도, as the Standing Committee measures it every quarter'}"]
    lines += ["  d1: {now: 0.62, means: стоимость транзита}", "  d2: {now: 0.2, means: الضغط الداخلي}", "open:"]
    lines += ["  O1:", "    asks: 'Would the ministry really close the corridor, or does it only say so to be asked?'"]
    lines += ["    readings: {closes: {}, only_says_so_in_order_to_be_asked: {drop: [f2]}}"]
    lines += [
        "  O2: {asks: '위원회는 누구의 말을 듣는가?', readings: {own: {}, others: {drop: [u3]}, nobody: {drop: [u3, u4]}}}"
    ]
    lines += ["  O3: {asks: 'هل تكفي الضمانات؟', readings: {enough: {}, too_little: {drop: [g1]}}}"]
    lines += ["  O4: {asks: Which comes first?, readings: {ships: {}, ports: {drop: [s2]}}}", "scenarios:"]
    lines += [
        "  crisis_at_sea: {why: a ship is seized, happens: [sea.act3]}",
        "  trust: {why: trust grows, set: {d0: 0.9}}",
    ]
    lines.append("views:")
    for view, holder, want in (
        ("seoul", "rok", "r1"),
        ("gulf_states", "gulf", "g2"),
        ("ministry", "fed", "f1"),
        ("committee_as_its_secretariat_sees_it", "union", "u1"),
        ("provinces", "sea", "s1"),
        ("authors", "memo", "r4"),
    ):
        lines.append(f"  {view}: {{holder: {holder}, about: what it believes of the others, drop: [{want}]}}")
    lines.append("claims:")
    for k in range(14):
        more = ", in: crisis_at_sea" if k % 5 == 4 else ""
        more += ", by: memo" if k % 4 == 1 else ""
        more += ", probe: true" if k % 7 == 6 else ""
        check = _CHECKS[(k + k // 6) % 6]
        lines.append(f"  K{k + 1:02}: {{says: '{_SAYS[k % 6]}', check: {check}, at: [{k + 1}]{more}}}")
    lines += ["indicators:", "  I1: {watch: Тарифы на транзит растут быстрее инфляции, moves: {d1: up}}"]
    lines += ["  I2: {watch: 합동 훈련 공지, moves: {d0: down}}", "forecasts:"]
    lines += ["  F1: {says: لا اتفاق قبل نهاية العام, closes: '2025-12-31', chance: very likely}"]
    lines += ["  F2: {says: No ship is seized before the summer, closes: '2025-06-30', chance: likely}"]
    lines += ["resolutions:", "  F2: {outcome: did_not, date: '2025-05-02', because: one was}"]
    lines.append("omitted: [the price of grain, что думают потребители]")
    return "\n".join(lines) + "\n"
