//! What menus about talks with the department ask for, and the fields of a talk.

use serde::{Deserialize, Serialize};

use crate::lang::{Words, tr};
use crate::review::{Call, Deadline};

/// What is to become of a talk.
#[derive(Clone, Debug, PartialEq)]
pub enum CallChoice {
    /// Take down a new one.
    New,
    /// Look at one: its fields.
    Open(String),
    /// Write a field of it.
    Edit(String, CallField),
    /// Back to the list.
    List,
}

/// A field of a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallField {
    /// 对方.
    With,
    /// 电话.
    Telephone,
    /// 时间.
    At,
    /// 所问, one a line.
    Questions,
    /// 答复.
    Answer,
    /// 提供时限.
    Due,
}

impl CallField {
    /// All, in the order they are asked.
    pub const ALL: [Self; 6] = [Self::With, Self::Telephone, Self::At, Self::Questions, Self::Answer, Self::Due];

    /// Its label.
    pub const fn words(self) -> Words {
        match self {
            Self::With => tr("With", "对方"),
            Self::Telephone => tr("Telephone", "电话"),
            Self::At => tr("When", "时间"),
            Self::Questions => tr("Asked", "所问"),
            Self::Answer => tr("Answer", "答复"),
            Self::Due => tr("Due", "提供时限"),
        }
    }

    /// What belongs there.
    pub const fn asks(self) -> Words {
        match self {
            Self::With => tr("the office, or its person: Finance section, Ms Wang", "科室或经办人，如 财务科 王某"),
            Self::Telephone => tr("kept in the house, in no paper that goes out", "只留内部，不写入对外文书"),
            Self::At => tr("a day, and the time if you like: 2026-11-24 15:30", "日期，可加时间，如 2026-11-24 15:30"),
            Self::Questions => tr("a question or a paper asked for, one a line", "一行一个问题或一份要的材料"),
            Self::Answer => tr("what was answered; empty: all asked is still to come", "答了什么；不填即为待提供，列入补充资料清单"),
            Self::Due => tr("by when: 2026-11-28, or 5个工作日内", "何时前提供，如 2026-11-28、5个工作日内"),
        }
    }

    /// Whether it is typed on one line.
    pub const fn is_line(self) -> bool {
        !matches!(self, Self::Questions | Self::Answer)
    }

    /// Its text, as it is edited.
    pub fn text(self, call: &Call) -> String {
        match self {
            Self::With => call.with.clone(),
            Self::Telephone => call.telephone.clone(),
            Self::At => call.at.clone(),
            Self::Questions => call.questions.join("\n"),
            Self::Answer => call.answer.clone(),
            Self::Due => call.due.clone(),
        }
    }

    /// Sets its text, which [`Self::refuses`] let pass.
    pub fn set_text(self, call: &mut Call, text: &str) {
        let text = text.trim();
        match self {
            Self::With => text.clone_into(&mut call.with),
            Self::Telephone => text.clone_into(&mut call.telephone),
            Self::At => call.at = with_day(text).unwrap_or_else(|| text.to_owned()),
            Self::Questions => {
                call.questions = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
            }
            Self::Answer => text.clone_into(&mut call.answer),
            Self::Due => call.due = Deadline::parse(text).map_or_else(|| text.to_owned(), |due| due.kept()),
        }
    }

    /// Why it cannot hold the text; nothing is always allowed, but whom one talked with.
    pub fn refuses(self, text: &str) -> Option<Words> {
        let text = text.trim();
        match self {
            Self::With if text.is_empty() => Some(tr("Say with whom", "请写明与谁沟通")),
            _ if text.is_empty() => None,
            Self::At if with_day(text).is_none() => Some(tr("It begins with a day: 2026-11-24", "请以日期开头，如 2026-11-24")),
            Self::Due if Deadline::parse(text).is_none() => {
                Some(tr("No day that a paper can print: 2026-11-28, or 5个工作日内", "不是日期或期限：请写 2026-11-28 或“5个工作日内”"))
            }
            _ => None,
        }
    }
}

/// `2026-11-24 15:30` of a day in any writing and what follows it.
fn with_day(text: &str) -> Option<String> {
    let (day, time) = text.split_once(char::is_whitespace).map_or((text, ""), |(day, time)| (day, time.trim()));
    let day = Deadline::day(day)?.to_string();
    Some(if time.is_empty() { day } else { format!("{day} {time}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_gives_back_what_was_set() {
        for field in CallField::ALL {
            let mut call = Call::default();
            let text = if matches!(field, CallField::At | CallField::Due) { "2026-11-24" } else { "财务科" };
            assert_eq!(field.refuses(text), None);
            field.set_text(&mut call, text);
            assert_eq!(field.text(&call), text, "{field:?}");
        }
    }

    #[test]
    fn a_talk_is_on_a_day_and_with_somebody() {
        assert!(CallField::At.refuses("昨天下午").is_some());
        assert!(CallField::With.refuses(" ").is_some());
        assert!(CallField::Due.refuses("尽快").is_some());
        let mut call = Call::default();
        CallField::At.set_text(&mut call, "2026年11月24日 15:30");
        assert_eq!(call.at, "2026-11-24 15:30");
        CallField::Questions.set_text(&mut call, "演出台账\n\n 签收记录 ");
        assert_eq!(call.questions, ["演出台账", "签收记录"]);
    }
}
