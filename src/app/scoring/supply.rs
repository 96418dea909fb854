//! 补录: figures that the report does not give, typed in or pasted as a table, each with where the reviewer
//! has it from. All values of one go are one act beside the untouched report.

use super::{After, App};
use crate::command::Command;
use crate::lang::tr;
use crate::overlays::{Choice, Menu, MenuLine, MenuRow, Overlay, Purpose, ScoreChoice};
use crate::panes::Open;
use crate::report::FundField;
use crate::review::{Act, CommentKind, Kind, Supplement, supplement_key};
use crate::rules::Term;
use crate::scoring::{self, Field, Pasted, Refused, SUPPLIABLE, supplied_words};
use crate::ui::Role;

/// Of the sources used before, at most so many are offered.
const SOURCES_MAX: usize = 5;
/// Of the lines of a pasted table, the preview shows at most so many; the rest is read on a page of its own.
const SHOWN_MAX: usize = 4;

/// Values that wait for their source.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::app) struct Supplying {
    /// Item, field, value.
    values: Vec<(String, String, String)>,
    /// The draft they were typed in: its slot and text.
    draft: (String, String),
}

/// What was supplied before, for the editor.
pub(in crate::app) fn supplied_text(open: &Open, purpose: &Purpose) -> String {
    let Purpose::Supply(item, field) = purpose else { return String::new() };
    let standing = open.review.typed::<Supplement>(Kind::Supplement, &supplement_key(item, field));
    standing.settled().map(|supplied| supplied.value.clone()).unwrap_or_default()
}

impl App {
    /// What is to be supplied: a figure of the row, of the funds, or a table.
    pub(in crate::app) fn ask_supply(&mut self) {
        if !self.known(Command::Supply) {
            return;
        }
        let here = self.rows_here();
        let mut rows = Vec::new();
        if let [row] = here.as_slice() {
            let fields: [&Field; 4] = [&row.target, &row.weight, &row.actual, &row.own];
            for (name, field) in SUPPLIABLE.into_iter().zip(fields) {
                let effect = field.in_force().map_or_else(
                    || self.say(tr("not stated", "未列")).to_owned(),
                    |given| format!("{}  {}", given.value.raw, self.say(given.origin.words())),
                );
                let choice = Choice::Score(ScoreChoice::Supply(row.id.clone(), name.to_owned()));
                rows.push(MenuRow::new(self.say(supplied_words(&row.id, name)), effect, choice));
            }
        }
        rows.push(MenuRow::new(
            self.say(tr("A figure of the funds …", "资金数据 …")),
            self.say(tr("budget, executed, three public expenses", "预算数、执行数、“三公”经费等")),
            Choice::Score(ScoreChoice::SupplyFunds),
        ));
        rows.push(MenuRow::new(
            self.say(tr("Paste a table …", "粘贴表格 …")),
            self.say(tr("copied from a spreadsheet, or parted by | or blanks", "从电子表格复制，或以 |、多个空格分隔；先预览再记入")),
            Choice::Score(ScoreChoice::SupplyTable),
        ));
        let name = if here.len() == 1 { self.rows_name(&here) } else { String::new() };
        let title = format!("{}  {name}", self.say(tr("Supply what the report lacks", "补录报告没有的值")));
        let body = vec![MenuLine::new(
            self.say(tr(
                "It stands beside the report, which stays as it is, marked as the reviewer's with its source.",
                "补录的值与报告并列，注明来源和补录人；报告原文不变。",
            )),
            Role::Text,
        )];
        self.overlays.push(Overlay::Menu(Menu::new(tr("Supply", "补录"), title, rows).body(body)));
    }

    /// The figures of the funds: those first that the standard reckons with.
    pub(super) fn ask_funds(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let formulas = open.desk.pack().into_iter().flat_map(|pack| &pack.items).filter_map(|item| item.formula.as_ref());
        let terms = formulas.flat_map(|formula| formula.numerator.0.iter().chain(&formula.denominator.0));
        let mut fields: Vec<FundField> = terms.map(|(Term::Plus(field) | Term::Minus(field))| *field).collect();
        fields.sort_unstable();
        fields.dedup();
        let others = FundField::all().filter(|field| !fields.contains(field)).collect::<Vec<_>>();
        fields.extend(others);
        let funds = open.report.funds();
        let rows = fields.into_iter().map(|field| {
            let supplied = open.review.typed::<Supplement>(Kind::Supplement, &supplement_key("funds", field.path()));
            let effect = match (supplied.settled(), field.of(funds)) {
                (Some(supplied), _) => format!("{}  {}", supplied.value, self.say(scoring::Origin::Supplement.words())),
                (None, Some(stated)) => format!("{}  {}", stated.raw, self.say(scoring::Origin::Report.words())),
                (None, None) => self.say(tr("not stated", "未列")).to_owned(),
            };
            let choice = Choice::Score(ScoreChoice::Supply("funds".to_owned(), field.path().to_owned()));
            MenuRow::new(self.lang.pick(field.en(), field.zh()), effect, choice)
        });
        let unit = funds.unit.as_ref().map_or_else(String::new, |unit| self.lang.pick(format!(" (in {unit})"), format!("（{unit}）")));
        let title = format!("{}{unit}", self.say(tr("Which figure of the funds?", "补录哪项资金数据？")));
        let rows = rows.collect();
        self.overlays.push(Overlay::Menu(Menu::new(tr("Supply", "补录"), title, rows)));
    }

    /// Types a value; what was supplied stands there already.
    pub(super) fn type_supply(&mut self, item: String, field: String) {
        let Some(reviewing) = &self.reviewing else { return };
        let purpose = Purpose::Supply(item, field);
        let title = crate::app::describe::purpose(&purpose, &reviewing.open, self.lang);
        let text = supplied_text(&reviewing.open, &purpose);
        self.edit_text(purpose, title, text, CommentKind::default());
    }

    pub(super) fn type_table(&mut self) {
        self.edit_new(Purpose::SupplyTable, self.say(tr("Paste a table", "粘贴表格")).to_owned());
    }

    /// A value was typed: where it is from is asked next. Nothing typed takes the supplement away.
    pub(in crate::app) fn supply_typed(&mut self, item: String, field: String, text: String) {
        let value = text.trim().to_owned();
        let slot = Purpose::Supply(item.clone(), field.clone()).slot();
        if matches!(field.as_str(), "weight" | "self_score") && !value.is_empty() && !scoring::are_points(&value) {
            return self.mend(&slot, text, &Refused::Points(value).said());
        }
        let draft = (slot, text);
        if value.is_empty() {
            let act = scoring::supplement([(item.as_str(), field.as_str(), Supplement::default())]);
            let said = self.lang.pick("supplied value taken away", "已取消补录").to_owned();
            return self.commit(act, After { said, drop_draft: Some(draft), ..After::default() });
        }
        self.ask_source(Supplying { values: vec![(item, field, value)], draft });
    }

    /// A table was pasted: what meets what is shown before anything is taken.
    pub(in crate::app) fn supply_table(&mut self, text: String) {
        let stage = self.stage();
        let slot = Purpose::SupplyTable.slot();
        self.draft(slot, Some(text.clone()));
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.open.refresh_sheet(stage);
        let Some(sheet) = reviewing.open.desk.sheet() else { return };
        let pasted = Pasted::of(&text, sheet);
        self.preview_table(&pasted, text);
    }

    /// A table was pasted into the sheet itself.
    pub(in crate::app) fn paste_table(&mut self, text: &str) {
        match (Command::Supply.row().when)(&self.facts()) {
            Err(why) => self.warn(why),
            Ok(()) if self.known(Command::Supply) => self.supply_table(text.to_owned()),
            Ok(()) => {}
        }
    }

    fn preview_table(&mut self, pasted: &Pasted, text: String) {
        let (met, unmet, known) = (pasted.met.len(), pasted.unmet.len(), pasted.known);
        let mut body = vec![MenuLine::new(
            self.lang.pick(
                format!("{met} figures meet an indicator; {unmet} lines meet none; {known} are as they stand already"),
                format!("对上 {met} 个数值；未对上 {unmet} 行；与现有相同 {known} 个"),
            ),
            Role::Strong,
        )];
        let (met_lines, unmet_lines) = (self.met_lines(pasted), self.unmet_lines(pasted));
        body.extend(unmet_lines.iter().take(SHOWN_MAX).map(|line| MenuLine::new(line.as_str(), Role::Warn)));
        body.extend(met_lines.iter().take(SHOWN_MAX).map(|line| MenuLine::new(line.as_str(), Role::Text)));
        let all: Vec<String> = unmet_lines.into_iter().chain(met_lines).collect();
        let mut rows = Vec::new();
        if met > 0 {
            rows.push(MenuRow::new(
                self.lang.pick(format!("Take {met} figures"), format!("记入 {met} 个数值")),
                self.say(tr("then where they are from; one step for undo", "接着写来源；撤销时算一步")),
                Choice::Score(ScoreChoice::TakeTable(text)),
            ));
        }
        rows.push(MenuRow::new(
            self.say(tr("Mend the text", "改粘贴的文字")),
            self.say(tr("it is there as it was pasted", "文字都在")),
            Choice::Score(ScoreChoice::SupplyTable),
        ));
        let title = self.say(tr("What the table meets", "表格对上了什么")).to_owned();
        rows.push(MenuRow::new(self.say(tr("Read all lines", "逐行看")), "", Choice::Read(title.clone(), all)));
        rows.push(MenuRow::new(
            self.say(tr("Take nothing", "不记入")),
            self.say(tr("the text is dropped", "粘贴的文字不保留")),
            Choice::Draft(Purpose::SupplyTable.slot(), None),
        ));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Supply", "补录"), title, rows).body(body)));
    }

    fn met_lines(&self, pasted: &Pasted) -> Vec<String> {
        let line = |met: &scoring::Met| {
            let was = met.was.as_ref().map_or_else(
                || self.say(tr("not stated", "未列")).to_owned(),
                |was| self.lang.pick(format!("now {was}"), format!("现为 {was}")),
            );
            format!("{}  {}  {}  （{was}）", met.name, self.say(supplied_words(&met.item, met.field)), met.value)
        };
        pasted.met.iter().map(line).collect()
    }

    fn unmet_lines(&self, pasted: &Pasted) -> Vec<String> {
        let unmet = pasted.unmet.iter().map(|(n, said)| {
            let said = said.say(self.lang);
            self.lang.pick(format!("line {n}: {said}"), format!("第 {n} 行：{said}"))
        });
        let left_out = (!pasted.left_out.is_empty()).then(|| {
            let heads = pasted.left_out.join(self.lang.pick(", ", "、"));
            self.lang.pick(format!("columns not taken: {heads}"), format!("不取的列：{heads}"))
        });
        unmet.chain(left_out).collect()
    }

    /// The previewed table is taken: read again, for the record may be another by now.
    pub(super) fn take_table(&mut self, text: String) {
        let stage = self.stage();
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.open.refresh_sheet(stage);
        let Some(sheet) = reviewing.open.desk.sheet() else { return };
        let met = Pasted::of(&text, sheet).met;
        let values = met.into_iter().map(|met| (met.item, met.field.to_owned(), met.value)).collect();
        self.ask_source(Supplying { values, draft: (Purpose::SupplyTable.slot(), text) });
    }

    /// Where the values are from: as before, or in one's own words.
    fn ask_source(&mut self, supplying: Supplying) {
        let Some(reviewing) = &self.reviewing else { return };
        let n = supplying.values.len();
        let mut used: Vec<(&str, &str)> = reviewing
            .open
            .review
            .supplements()
            .filter_map(|(_, standing)| match standing {
                crate::review::Standing::Settled(said) => Some((said.at.as_str(), said.value.source.trim())),
                _ => None,
            })
            .filter(|(_, source)| !source.is_empty())
            .collect();
        used.sort_unstable_by(|one, other| other.cmp(one));
        let mut sources: Vec<String> = Vec::new();
        for (_, source) in used {
            if !sources.iter().any(|known| known == source) {
                sources.push(source.to_owned());
            }
        }
        let again = self.lang.pick("as before", "同前");
        let take = |source: String| Choice::Score(ScoreChoice::Source(source));
        let mut rows: Vec<MenuRow> =
            sources.into_iter().take(SOURCES_MAX).map(|source| MenuRow::new(source.clone(), again, take(source))).collect();
        for (words, begins) in [
            (tr("Scan, page …", "扫描件第几页 …"), tr("scan, page ", "扫描件第")),
            (tr("By telephone …", "电话核实 …"), tr("by telephone: ", "电话核实：")),
            (tr("Later filing …", "补报资料 …"), tr("later filing: ", "补报资料：")),
            (tr("Other …", "其他 …"), tr("", "")),
        ] {
            rows.push(MenuRow::new(self.say(words), "", Choice::Score(ScoreChoice::TypeSource(self.say(begins).to_owned()))));
        }
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.supplying = Some(supplying);
        }
        let title = self.lang.pick(format!("Where are the {n} values from?"), format!("这 {n} 个值从哪里来？"));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Source", "来源"), title, rows)));
    }

    pub(super) fn type_source(&mut self, begins: String) {
        let title = self.say(tr("Where it is from", "补录的来源")).to_owned();
        self.edit_text(Purpose::Source, title, begins, CommentKind::default());
    }

    /// Where they are from is said: the values are recorded, all in one act.
    pub(in crate::app) fn supply_from(&mut self, source: &str) {
        let source = source.trim();
        let Some(supplying) = self.reviewing.as_mut().and_then(|reviewing| reviewing.supplying.take()) else {
            return self.warn(tr("Supply a value first: {supply} in the score sheet", "先补录一个值：在评分表按 {supply}"));
        };
        if source.is_empty() {
            self.ask_source(supplying);
            return self.warn(tr("Say where it is from", "请写明来源"));
        }
        let supplement = |value: &str| Supplement { value: value.to_owned(), source: source.to_owned(), ..Supplement::default() };
        let values = supplying.values.iter().map(|(item, field, value)| (item.as_str(), field.as_str(), supplement(value)));
        let act: Act = scoring::supplement(values);
        let n = supplying.values.len();
        let said =
            self.lang.pick(format!("{n} values supplied; {{undo}} takes them back"), format!("已补录 {n} 个值；按 {{undo}} 一并撤销"));
        let drop_drafts_of = vec![Purpose::Source.slot()];
        self.commit(act, After { said, drop_draft: Some(supplying.draft), drop_drafts_of, ..After::default() });
    }
}
