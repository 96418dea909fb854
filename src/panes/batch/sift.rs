//! What the rows of a folder may be filtered by: the same language as the items' filter, other fields.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::batch::{Content, Figures, Lack, Row, State};
use crate::lang::tr;
use crate::panes::filter::{ANY_NONE, FieldRow, Keeps, Person, Subject};
use crate::report::money;
use crate::search::Query;

/// The departments of a folder.
#[derive(Clone, Copy, Debug)]
pub struct Rows;

/// One of them, on a day.
#[derive(Clone, Copy, Debug)]
pub struct Dated<'a> {
    /// The department.
    pub row: &'a Row,
    /// What days are compared with.
    pub today: Option<Date>,
}

impl Subject for Rows {
    type One<'a> = Dated<'a>;

    fn fields() -> &'static [FieldRow<Self>] {
        FIELDS
    }

    fn says(Dated { row, .. }: Dated<'_>, query: &Query) -> bool {
        query.is_in(&text(row))
    }
}

/// What a row says in words.
pub(super) fn text(row: &Row) -> String {
    let mut text = format!("{}\n{}", row.name, row.title());
    for who in row.figures().iter().flat_map(|figures| &figures.handlers) {
        text.push('\n');
        text.push_str(&who.name);
    }
    text
}

static FIELDS: &[FieldRow<Rows>] = &[
    FieldRow {
        name: tr("state", "状态"),
        takes: tr(
            "untouched returned review submitted rechecked approved import broken",
            "未开始 退回修改 初审中 已提交复审 待审定 已审定 未导入 打不开",
        ),
        values: &[
            tr("untouched", "未开始"),
            tr("returned", "退回修改"),
            tr("review", "初审中"),
            tr("submitted", "已提交复审"),
            tr("rechecked", "待审定"),
            tr("approved", "已审定"),
            tr("import", "未导入"),
            tr("broken", "打不开"),
        ],
        keeps: Keeps::Choice(|Dated { row, .. }, value| match &row.content {
            Content::Waiting => false,
            Content::Package(_) => value == State::ALL.len(),
            Content::Refused(..) => value == State::ALL.len() + 1,
            Content::Read(_, figures) => State::ALL.get(value).is_some_and(|state| figures.state == Some(*state)),
        }),
    },
    FieldRow {
        name: tr("by", "经办"),
        takes: tr("me, or a name", "我，或姓名"),
        values: &[],
        keeps: Keeps::Person(|Dated { row, .. }, who| by(row, who)),
    },
    FieldRow {
        name: tr("lacks", "缺"),
        takes: tr("table text indicators targets actuals issues score", "自评表 原文 指标 指标值 完成值 自查问题 自评得分"),
        values: &[
            tr("table", "自评表"),
            tr("text", "原文"),
            tr("indicators", "指标"),
            tr("targets", "指标值"),
            tr("actuals", "完成值"),
            tr("issues", "自查问题"),
            tr("score", "自评得分"),
        ],
        keeps: Keeps::Choice(|Dated { row, .. }, value| {
            let place = |lack: &Lack| match lack {
                Lack::Table(_) => 0,
                Lack::Text => 1,
                Lack::Indicators => 2,
                Lack::Targets(_) => 3,
                Lack::Actuals(_) => 4,
                Lack::Issues => 5,
                Lack::OwnScore => 6,
            };
            row.figures().is_some_and(|figures| figures.lacks.iter().any(|lack| place(lack) == value))
        }),
    },
    FieldRow {
        name: tr("suspicion", "疑点"),
        takes: tr("a number: suspicion>0", "数字：疑点>0"),
        values: &[],
        keeps: Keeps::Number(|Dated { row, .. }| row.figures()?.suspicions.map(Decimal::from)),
    },
    FieldRow {
        name: tr("finding", "问题"),
        takes: tr("a number: finding>=3", "数字：问题>=3"),
        values: &[],
        keeps: Keeps::Number(|Dated { row, .. }| row.figures().map(|figures| figures.findings_all().into())),
    },
    FieldRow {
        name: tr("reviewed", "已审"),
        takes: tr("per cent: reviewed<100", "百分之几：已审<100"),
        values: &[],
        keeps: Keeps::Number(|Dated { row, .. }| {
            row.figures().and_then(|Figures { items: (done, all), .. }| money::percent((*done).into(), (*all).into()))
        }),
    },
    FieldRow {
        name: tr("score", "复核分"),
        takes: tr("a number: score<60", "数字：复核分<60"),
        values: &[],
        keeps: Keeps::Number(|Dated { row, .. }| row.figures()?.score),
    },
    FieldRow {
        name: tr("self", "自评分"),
        takes: tr("a number: self>=95", "数字：自评分>=95"),
        values: &[],
        keeps: Keeps::Number(|Dated { row, .. }| row.figures()?.own_score),
    },
    FieldRow {
        name: tr("grade", "等级"),
        takes: tr("as the standard calls it", "评分标准里的叫法"),
        values: &[],
        keeps: Keeps::Typed(|Dated { row, .. }, query| {
            row.figures().and_then(|figures| figures.grade.as_ref()).is_some_and(|grade| query.is_in(grade))
        }),
    },
    FieldRow {
        name: tr("due", "时限"),
        takes: tr("a day or its beginning: due:2026-12", "日期或它的开头：时限:2026-12"),
        values: &[],
        keeps: Keeps::Typed(|Dated { row, .. }, query| {
            row.figures().and_then(|figures| figures.due).is_some_and(|day| query.is_in(&day.to_string()))
        }),
    },
    FieldRow {
        name: tr("overdue", "逾期"),
        takes: tr("yes no", "有 无"),
        values: ANY_NONE,
        keeps: Keeps::Choice(|Dated { row, today }, value| {
            let is_late = row.figures().and_then(|figures| figures.late_days(today)).is_some();
            is_late == (value == 0)
        }),
    },
    FieldRow {
        name: tr("year", "年度"),
        takes: tr("year:2025", "年度:2025"),
        values: &[],
        keeps: Keeps::Typed(|Dated { row, .. }, query| {
            row.figures().and_then(|figures| figures.year.as_ref()).is_some_and(|year| query.is_in(year))
        }),
    },
    FieldRow {
        name: tr("text", "文字"),
        takes: tr("department, file, person: words, pinyin, initials", "部门、文件、经办：文字、拼音、首字母"),
        values: &[],
        keeps: Keeps::Typed(|one, query| Rows::says(one, query)),
    },
];

fn by(row: &Row, who: &Person) -> bool {
    let handlers = row.figures().map_or(&[][..], |figures| &figures.handlers);
    handlers.iter().any(|handler| match who {
        Person::Me(key) => handler.key == *key,
        Person::Named(query) => query.is_in(&handler.name),
    })
}
