"""What each command takes, as data: the parser, the help and the completions are all made from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from budgetcheck.plugins import REPORTS

SEVERITIES = ("error", "warning", "note", "never")
CONSOLE_FORMATS = ("full", "concise", "grouped")
REPORT_FORMATS = (
    *CONSOLE_FORMATS, "html", "json", "json-lines", "sarif", "junit", "github", "gitlab", "csv", "markdown", "xlsx",
)  # fmt: skip
EXTRACT_FORMATS = ("csv", "json", "json-lines", "parquet")
LANGUAGES = ("zh", "en")
COLOURS = ("auto", "always", "never")
SHELLS = ("bash", "zsh", "fish")
BASELINE_FILE = "budgetcheck-baseline.json"
BASELINE_ACTIONS = ("create", "update", "prune")
FRAMES = ("documents", "lines", "indicators", "cells", "repairs", "readings", "amounts", "ignores")
RULE_ACTIONS = ("list", "packs", "test", "new")
SKELETONS = ("documents", "indicators", "lines")


class Option(NamedTuple):
    """One option or argument; `kind` is `text`, `list`, `repeat`, `flag`, `count` or `number`.

    `plugins` is the group of entry points that may bring further choices.
    """

    flags: tuple[str, ...]
    zh: str
    en: str
    group: str
    metavar: str = ""
    kind: str = "text"
    choices: tuple[str, ...] = ()
    path: bool = False
    plugins: str = ""

    @property
    def dest(self) -> str:
        """The name of its value after parsing."""
        longest = max(self.flags, key=len)
        return longest.lstrip("-").replace("-", "_")


@dataclass(frozen=True, slots=True)
class Command:
    """One command with its arguments and options."""

    name: str
    zh: str
    en: str
    usage: str
    options: tuple[Option, ...]
    arguments: tuple[tuple[str, str, str], ...] = ()
    words: tuple[str, ...] = ()
    paths: bool = False
    examples: tuple[tuple[str, str], ...] = field(default=())


RULES = "规则 Rules"
OUTPUT = "输出 Output"
INPUT = "输入 Input"
OTHER = "其他 Other"
CONFIG = "配置 Configuration"
NEW = "新建 New rule"

SELECT = (
    Option(("--select",), "只用这些规则：编号、名称、族或 ALL，逗号分隔", "only these rules: ids, names, families or ALL", RULES, "RULES", "list"),
    Option(("--ignore",), "不用这些规则", "leave these rules out", RULES, "RULES", "list"),
    Option(("--extend-select",), "在规则包之外再加这些规则", "add these rules to the pack", RULES, "RULES", "list"),
    Option(("--pack",), "规则包名称或文件，默认 core", "rule pack, by name or file (default core)", RULES, "PACK"),
    Option(("--rules",), "另外载入此文件夹中的规则，可重复", "also load the rules in this folder; repeatable", RULES, "DIR", "repeat", path=True),
)  # fmt: skip
CONFIGURATION = (
    Option(("--config",), "使用此配置文件", "use this configuration file", CONFIG, "FILE", path=True),
    Option(("--isolated",), "不读任何配置文件", "read no configuration file", CONFIG, kind="flag"),
)
LANG = Option(("--lang",), "语言，默认看 BUDGETCHECK_LANG 与系统区域", "language; default from BUDGETCHECK_LANG, then the locale", OUTPUT, "zh|en", choices=LANGUAGES)  # fmt: skip
COLOR = Option(("--color",), "颜色，默认 auto：只在终端上用", "colours; auto uses them on a terminal only", OUTPUT, "auto|always|never", choices=COLOURS)  # fmt: skip
QUIET = Option(
    ("-q", "--quiet"),
    "少说：只留问题和最后一行",
    "say less: findings and the last line only",
    OTHER,
    kind="flag",
)
VERBOSE = Option(("-v", "--verbose"), "多说：每条规则的计数、工具错误的调用栈", "say more: counts of every rule, tracebacks of tool errors", OTHER, kind="count")  # fmt: skip
HELP = Option(("-h", "--help"), "显示此说明", "show this help", OTHER, kind="flag")
STRICT = Option(("--strict",), "需要存疑修复的表按无法读取处理", "a table that needs a doubtful repair counts as unreadable", INPUT, kind="flag")  # fmt: skip
PASSWORD = Option(("--password",), "加密文件的密码；放在环境变量 BUDGETCHECK_PASSWORD 里更稳妥", "password of encrypted files; safer in the variable BUDGETCHECK_PASSWORD", INPUT, "TEXT")  # fmt: skip
LIMIT = Option(("--file-limit",), "每个文件的上限：file-mib=256、text-mib=32、seconds=120、memory-mib=2048、cells=5000000", "limits on each file; these are the defaults", INPUT, "NAME=N", "list")  # fmt: skip
LAYOUT = Option(("--layout",), "说明未知格式各栏含义的 layout.toml，写法见 docs/layouts.md", "a layout.toml that says what the columns of an unknown layout are, see docs/layouts.md", INPUT, "FILE", path=True)  # fmt: skip
OCR = Option(("--ocr",), "在本机识别扫描页和图片（PNG、JPEG、TIFF）上的文字，需要 budgetcheck[ocr]；每页另计时限", "recognise the text of scanned pages and pictures on this machine; needs budgetcheck[ocr]", INPUT, kind="flag")  # fmt: skip
READING = (STRICT, PASSWORD, LIMIT, LAYOUT, OCR)
JOBS = Option(("--jobs",), "进程数，默认 1", "number of processes (default 1)", INPUT, "N", "number")
EXPLANATION_SECONDS = Option(("--explanation-seconds",), "每张表最多用 N 秒查找加不起来的原因，0 为不查", "spend at most N seconds a table on why sums fail, 0 for none", OUTPUT, "N", "number")  # fmt: skip
PATHS = ("PATH", "文件、文件夹（含子文件夹）、通配符；- 为标准输入", "files, folders (with all below), globs; - is standard input")  # fmt: skip

VALIDATE = Command(
    "validate",
    "检查表格，列出问题",
    "check tables and list what is wrong",
    "budgetcheck validate [选项 OPTIONS] PATH…",
    (
        *READING,
        JOBS,
        *SELECT,
        Option(("--fail-on",), "达到此级别时退出码为 1，默认 error", "exit code 1 at or above this severity (default error)", RULES, "error|warning|note|never", choices=SEVERITIES),
        Option(("--baseline",), "基线文件：其中的问题只标记，不计入 --fail-on", "baseline file: findings in it are marked and do not count", RULES, "FILE", path=True),
        Option(("--output-format",), f"报告格式，默认 full：{'、'.join(REPORT_FORMATS)}", "format of the report (default full)", OUTPUT, "FORMAT", choices=REPORT_FORMATS, plugins=REPORTS),
        Option(("--report",), "另写一份报告到文件，可重复，如 sarif=out/report.sarif", "also write a report to a file; repeatable", OUTPUT, "FORMAT=FILE", "repeat", path=True),
        Option(("--annotate",), "把 PDF 与 XLSX 输入的副本写到此文件夹，问题标在原处", "write copies of PDF and XLSX inputs into this folder, with the findings marked in place", OUTPUT, "DIR", path=True),
        Option(("--max-per-rule",), "每条规则最多列出 N 个问题，0 为全部", "list at most N findings per rule, 0 for all", OUTPUT, "N", "number"),
        EXPLANATION_SECONDS,
        Option(("--statistics",), "报告之后在标准错误上列出各规则的耗时与判定数", "after the report, on standard error: time and verdicts of each rule", OUTPUT, kind="flag"),
        Option(("--show-notes",), "也列出提示级别的问题", "list notes too", OUTPUT, kind="flag"),
        Option(("--show-suppressed",), "也列出已忽略和在基线中的问题", "list ignored and baselined findings too", OUTPUT, kind="flag"),
        LANG,
        COLOR,
        *CONFIGURATION,
        QUIET,
        VERBOSE,
        HELP,
    ),
    (PATHS,),
    paths=True,
    examples=(
        ("budgetcheck validate 表.txt", "检查一张表 · check one table"),
        ("budgetcheck validate tables/ --fail-on warning", "发布前把关 · gate a release"),
        ("budgetcheck validate tables/ --select ARI --output-format concise", "只查算术 · arithmetic only"),
        ("budgetcheck validate tables/ --report json=out/report.json", "另存报告 · keep a report"),
    ),
)  # fmt: skip
BASELINE = Command(
    "baseline",
    "记下现有的问题，以后只计新问题",
    "write down findings, so that only new ones count",
    "budgetcheck baseline create | update | prune [选项 OPTIONS] PATH…",
    (
        Option(("--baseline",), f"基线文件，默认取配置，否则 {BASELINE_FILE}", f"baseline file (default from the configuration, else {BASELINE_FILE})", OUTPUT, "FILE", path=True),
        Option(("--force",), "create：覆盖已有的基线文件", "create: replace a baseline file that exists", OUTPUT, kind="flag"),
        *READING,
        JOBS,
        *SELECT,
        LANG,
        *CONFIGURATION,
        QUIET,
        VERBOSE,
        HELP,
    ),
    (
        ("create", "建立基线：现有问题全部记入", "make a baseline of all findings there are"),
        ("update", "加入新问题，清除已消失的", "add new findings and drop those that are gone"),
        ("prune", "只清除已消失的", "only drop findings that are gone"),
        PATHS,
    ),
    words=BASELINE_ACTIONS,
    paths=True,
    examples=(
        ("budgetcheck baseline create tables/", "从现状开始 · start from where you are"),
        (f"budgetcheck validate tables/ --baseline {BASELINE_FILE}", "只计新问题 · only new findings count"),
        ("budgetcheck baseline prune tables/", "改正之后 · after mending"),
    ),
)  # fmt: skip
DIFF = Command(
    "diff",
    "比较两年的表，或两份报告",
    "compare two years' tables, or two reports",
    "budgetcheck diff [选项 OPTIONS] OLD NEW",
    (
        *READING,
        Option(("--fail-on",), "两份报告：新问题达到此级别时退出码为 1，默认 error", "two reports: exit code 1 for new findings at or above this severity (default error)", RULES, "error|warning|note|never", choices=SEVERITIES),
        Option(("--output-format",), "格式，默认 full", "format (default full)", OUTPUT, "full|json", choices=("full", "json")),
        Option(("--limit",), "每类最多列出 N 条，默认 20，0 为全部", "list at most N of each kind (default 20), 0 for all", OUTPUT, "N", "number"),
        LANG,
        COLOR,
        *CONFIGURATION,
        HELP,
    ),
    (
        ("OLD", "旧的一方：表、含表的文件夹，或 JSON 报告", "the old side: a table, a folder of tables, or a JSON report"),
        ("NEW", "新的一方，与旧的同类", "the new side, of the same kind"),
    ),
    paths=True,
    examples=(
        ("budgetcheck diff 2023/ 2024/", "两年的表 · the tables of two years"),
        ("budgetcheck diff old.json new.json --fail-on warning", "两次检查 · two runs of validate"),
    ),
)  # fmt: skip
EXTRACT = Command(
    "extract",
    "输出整理好的表格数据",
    "write the clean tables",
    "budgetcheck extract [选项 OPTIONS] PATH…",
    (
        *READING,
        Option(("--output-format",), "格式，默认 json（含全部表）", "format (default json, which holds all tables)", OUTPUT, "csv|json|json-lines|parquet", choices=EXTRACT_FORMATS),
        Option(("--table",), "csv、json-lines、parquet 写哪张表，默认 lines", "which table csv, json-lines and parquet hold (default lines)", OUTPUT, "lines|indicators", choices=("lines", "indicators")),
        Option(("-o", "--output"), "写入文件，默认标准输出", "write to this file (default standard output)", OUTPUT, "FILE", path=True),
        Option(("--apply-explanations",), "按最可信的解释更正加不起来的金额，并标明每一处", "mend sums that do not hold by their likeliest explanation, and mark every change", OUTPUT, kind="flag"),
        Option(("--apply-from",), "可能性达到 P 才更正，默认 0.95", "mend from this probability on (default 0.95)", OUTPUT, "P"),
        EXPLANATION_SECONDS,
        Option(("--pack",), "用此规则包的词表读表，默认 core", "read by the word lists of this pack (default core)", INPUT, "PACK"),
        LANG,
        *CONFIGURATION,
        QUIET,
        VERBOSE,
        HELP,
    ),
    (PATHS,),
    paths=True,
    examples=(
        ("budgetcheck extract 表.txt --output-format csv -o 表.csv", "供 Excel 打开 · for a spreadsheet"),
        ("budgetcheck extract 表.txt --apply-explanations -o 更正.csv", "更正后的副本，原表不动 · a corrected copy"),
        ("budgetcheck extract tables/ --table indicators --output-format csv", "每行一个指标 · one indicator a row"),
    ),
)  # fmt: skip
EXPLAIN = Command(
    "explain",
    "说明一条规则：为什么、依据、何时可以不改",
    "explain one rule: why, on what basis, when it is lawful",
    "budgetcheck explain [选项 OPTIONS] RULE",
    (*SELECT[-2:], LANG, COLOR, *CONFIGURATION, HELP),
    (("RULE", "规则编号或名称，如 ARI004 或 ari-row-sources", "a rule's id or name"),),
    examples=(("budgetcheck explain ari-row-sources", ""),),
)
RULES_COMMAND = Command(
    "rules",
    "列出规则与规则包，运行规则自带的用例，新建规则",
    "list rules and packs, run rules' cases, write a new rule",
    "budgetcheck rules [list | packs | test [DIR…] | new NAME] [选项 OPTIONS]",
    (
        *SELECT,
        Option(("--in", "--folder"), "new：写入此文件夹，默认配置中的 rules，否则 my_rules", "new: the folder to write to (default: the configured rules folder, else my_rules)", NEW, "DIR", path=True),
        Option(("--use",), "new：校验方法，默认 expression（不写 Python）", "new: the check that does the work (default expression: no Python)", NEW, "CHECK"),
        Option(("--frame",), "new：逐行检查哪张表，默认 indicators", "new: whose rows are checked (default indicators)", NEW, "|".join(SKELETONS), choices=SKELETONS),
        Option(("--output-format",), "格式，默认 full", "format (default full)", OUTPUT, "full|json", choices=("full", "json")),
        LANG,
        COLOR,
        *CONFIGURATION,
        VERBOSE,
        HELP,
    ),
    (
        ("list", "列出全部规则、是否启用、为什么（默认）", "list all rules, which are on, and why (the default)"),
        ("packs", "列出规则包", "list the rule packs"),
        ("test", "运行规则文件中的用例：给出文件或文件夹则只运行其中的规则", "run the rules' own cases: of the given files and folders, else of all rules"),
        ("new", "新建规则文件：给出编号（USR001）或名称（usr-late-payment）", "write a new rule file: give an id (USR001) or a name (usr-late-payment)"),
    ),
    words=RULE_ACTIONS,
    paths=True,
    examples=(
        ("budgetcheck rules list --pack guangzhou", "某一规则包启用哪些规则 · what a pack switches on"),
        ("budgetcheck rules list --output-format json", ""),
        ("budgetcheck rules new usr-short-goal --frame lines", "不写 Python 新建一条规则 · a new rule without Python"),
        ("budgetcheck rules test my_rules/", ""),
    ),
)  # fmt: skip
SCHEMA = Command(
    "schema",
    "显示数据表的列，或 JSON 报告的格式",
    "show the columns of a frame, or the form of the JSON report",
    "budgetcheck schema [选项 OPTIONS] NAME",
    (
        Option(("--output-format",), "格式，默认 full", "format (default full)", OUTPUT, "full|json", choices=("full", "json")),
        LANG,
        COLOR,
        HELP,
    ),
    (
        ("NAME", "、".join(FRAMES), "a frame of these"),
        ("report", "JSON 报告的 JSON Schema", "the JSON Schema of the JSON report"),
        ("diff", "diff 所给 JSON 的 JSON Schema", "the JSON Schema of what diff gives as JSON"),
    ),
    words=(*FRAMES, "report", "diff"),
    examples=(("budgetcheck schema lines", ""), ("budgetcheck schema report", "")),
)  # fmt: skip
COMPLETION = Command(
    "completion",
    "输出命令行补全脚本",
    "print a completion script for your shell",
    "budgetcheck completion bash|zsh|fish",
    (HELP,),
    (("bash|zsh|fish", "所用的 shell", "your shell"),),
    words=SHELLS,
    examples=(('eval "$(budgetcheck completion bash)"', ""),),
)
COMMANDS = {
    c.name: c for c in (VALIDATE, BASELINE, DIFF, EXTRACT, EXPLAIN, RULES_COMMAND, SCHEMA, COMPLETION)
}
