//! What is so right now, as far as commands need to know: whether each may run, and if not why.

use crate::lang::{Words, tr};
use crate::report::ItemRef;
use crate::review::Stage;

/// Whether a command may run; `Err` says why not, in words for the bottom bar.
pub type When = fn(&Facts) -> Result<(), Words>;

/// The views, each full screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// 审核内容.
    #[default]
    Items,
    /// 报告原文.
    Text,
    /// 评分表.
    Scores,
    /// 对应表.
    Coverage,
    /// 问题.
    Findings,
    /// 疑点.
    Checks,
    /// 提交复审, 审定.
    Signing,
    /// 会商.
    Council,
}

impl View {
    /// Those with a tab, in its order.
    pub const ALL: [Self; 6] = [Self::Items, Self::Text, Self::Coverage, Self::Scores, Self::Findings, Self::Checks];
}

/// What is so right now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that some command asks for")]
pub struct Facts {
    /// A file is open.
    pub file: bool,
    /// The departments of a folder are shown.
    pub batch: bool,
    /// The papers of the one under the cursor have yet to be imported.
    pub importable: bool,
    /// The open file was opened from a folder: leaving it leads back there.
    pub in_batch: bool,
    /// Why it may not be written.
    pub cannot_write: Option<Words>,
    /// Why the work of the reviewer's stage may not be changed: it is signed.
    pub locked: Option<Words>,
    /// The keys are on what is still changed after that: how far a finding is put right.
    pub follow_up: bool,
    /// The reviewer's stage.
    pub stage: Stage,
    /// How it is signed.
    pub signed: Signed,
    /// The latest signed stage before the reviewer's, which may hand it back.
    pub hands_back: Option<Stage>,
    /// What stands in the way is known of the record as it is: how much of it cannot be passed over.
    pub in_the_way: Option<usize>,
    /// The line under the cursor leads somewhere.
    pub there: bool,
    /// A problem is on the page of the council.
    pub in_council: bool,
    /// Which view.
    pub view: View,
    /// The item the cursor is on (in the text: whose passage it is).
    pub item: Option<ItemRef>,
    /// It carries a mark itself (a work item with parts does not).
    pub reviewable: bool,
    /// It has a mark, of this stage.
    pub marked: bool,
    /// Opinions about it, its comments or findings differ.
    pub conflict: bool,
    /// The cursor is in the report text.
    pub in_text: bool,
    /// The item's place in the text is known, or the passage's item.
    pub other_end: bool,
    /// It has comments or findings.
    pub written_on: bool,
    /// A finding is under the cursor.
    pub finding: bool,
    /// The item has suspicions, or the suspicion an item: the way leads there and back.
    pub suspected: bool,
    /// What the report says that scores are made of has been read.
    pub sheet: bool,
    /// A row of the score sheet is under the cursor, or an indicator that is one.
    pub row: bool,
    /// The keys are among rows of a view that may be picked one by one.
    pub pickable_rows: bool,
    /// Figures are being tried beside the record.
    pub trying: bool,
    /// They are on a matter that was deducted on several rows.
    pub matter: bool,
    /// Suspicions the keys are on that nobody has settled.
    pub open_hits: usize,
    /// Suspicions the keys are on that were dismissed.
    pub dismissed: usize,
    /// Proposed links the keys are on that nobody has confirmed or rejected.
    pub proposals: usize,
    /// Those that somebody has.
    pub ruled: usize,
    /// A finding was made of what the keys are on.
    pub its_finding: bool,
    /// It has linked items.
    pub links: bool,
    /// Something was searched for.
    pub searched: bool,
    /// The lists are filtered.
    pub filtered: bool,
    /// The keys are in a list.
    pub in_list: bool,
    /// Rows, a passage or suspicions are being selected.
    pub selecting: bool,
    /// How many items are selected.
    pub selected: usize,
    /// An act that may be repeated was done.
    pub repeatable: bool,
    /// An import is looked through.
    pub preview: bool,
    /// One of its entries is under the cursor.
    pub entry: bool,
    /// There is an act to take back.
    pub undo: bool,
    /// There is one to bring back.
    pub redo: bool,
}

/// How a stage is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signed {
    /// Not at all.
    #[default]
    No,
    /// As it is.
    Stands {
        /// By the reviewer at the keys.
        mine: bool,
    },
    /// What was signed is no longer so.
    Changed {
        /// By the reviewer at the keys.
        mine: bool,
    },
}

const NO_FILE: Words = tr("No file is open: 1 opens one", "还没有打开文件：按 1 打开");
const NO_ITEM: Words = tr("No item here", "此处没有审核项");

impl Facts {
    /// Always.
    pub fn any(&self) -> Result<(), Words> {
        Ok(())
    }

    /// A file is open.
    pub fn file(&self) -> Result<(), Words> {
        match (self.file, self.preview) {
            (true, _) => Ok(()),
            (false, _) if self.batch => Err(tr("Open a department first: Enter", "先打开一个部门：按回车")),
            (false, true) => Err(tr("Accept the import first: {accept-import}", "先接受导入再审核：按 {accept-import}")),
            (false, false) => Err(NO_FILE),
        }
    }

    /// An import is looked through.
    pub fn in_preview(&self) -> Result<(), Words> {
        if self.preview { Ok(()) } else { Err(tr("Only while an import is looked through", "只在查看导入内容时可用")) }
    }

    /// An entry of it is under the cursor.
    pub fn entry(&self) -> Result<(), Words> {
        self.in_preview()?;
        if self.entry {
            Ok(())
        } else {
            Err(tr("Go to an entry first: Right unfolds the list", "先到某一项：按右键展开这一类"))
        }
    }

    /// Lists of items stand there: a file is open, or an import is looked through.
    pub fn lists(&self) -> Result<(), Words> {
        if self.preview { Ok(()) } else { self.file() }
    }

    /// A file is open, or the departments of a folder are shown.
    pub fn file_or_batch(&self) -> Result<(), Words> {
        if self.batch { Ok(()) } else { self.file() }
    }

    /// An open file that may be written.
    pub fn file_writable(&self) -> Result<(), Words> {
        self.file()?;
        self.cannot_write.map_or(Ok(()), Err)
    }

    /// The same, the reviewer's stage not being signed.
    pub fn work_writable(&self) -> Result<(), Words> {
        self.file_writable()?;
        self.locked.map_or(Ok(()), Err)
    }

    /// The stage may be signed.
    pub fn signable(&self) -> Result<(), Words> {
        self.file_writable()?;
        match (self.signed, self.in_the_way) {
            (Signed::Stands { .. }, _) => Err(tr("It is signed as it is", "已经提交，此后没有变化")),
            (_, None) if self.view == View::Signing => Err(tr("Looking at what stands in the way", "正在核对还差什么，稍候")),
            (_, None) => Err(tr("See first what stands in the way: {view-signing}", "先看还差什么：按 {view-signing}")),
            (_, Some(0)) => Ok(()),
            (_, Some(_)) => Err(tr("Something has to be done first: it is listed above", "还有必须先办的事项，已列在上面")),
        }
    }

    /// One's own sign-off may be taken back.
    pub fn withdrawable(&self) -> Result<(), Words> {
        self.file_writable()?;
        match self.signed {
            Signed::No => Err(tr("Your stage is not signed", "本环节还没有提交")),
            Signed::Stands { mine: true } | Signed::Changed { mine: true } => Ok(()),
            Signed::Stands { mine: false } | Signed::Changed { mine: false } => Err(tr(
                "Somebody else signed it: they take it back, or a later stage hands it back",
                "由他人提交：由提交人撤回，或由后一环节退回",
            )),
        }
    }

    /// An earlier stage may be handed back.
    pub fn hands_back(&self) -> Result<(), Words> {
        self.work_writable()?;
        if self.hands_back.is_some() { Ok(()) } else { Err(tr("No earlier stage is signed", "前面没有已提交的环节")) }
    }

    /// A problem that a member may say something of.
    pub fn opinable(&self) -> Result<(), Words> {
        self.file_writable()?;
        if self.in_council {
            Ok(())
        } else {
            Err(tr("Problems are talked over in the council view: {view-council}", "在会商页表态和确定：按 {view-council}"))
        }
    }

    /// A problem that may be decided.
    pub fn decidable(&self) -> Result<(), Words> {
        self.opinable()?;
        self.work_writable()?;
        if self.conflict {
            Err(tr("Opinions differ here: settle them first with {rule}", "这个问题有不一致的意见：先按 {rule} 会商确定"))
        } else {
            Ok(())
        }
    }

    /// The line under the cursor leads somewhere.
    pub fn leads_there(&self) -> Result<(), Words> {
        self.file()?;
        if self.there { Ok(()) } else { Err(tr("This line is about no single place", "这一条不针对某一处")) }
    }

    /// An item that carries a mark.
    pub fn item_writable(&self) -> Result<(), Words> {
        self.work_writable()?;
        if self.item.is_none() && self.selected == 0 {
            return Err(NO_ITEM);
        }
        if self.reviewable || self.selected > 0 {
            Ok(())
        } else {
            Err(tr("Mark its parts: a work item with parts carries no mark itself", "请标记它的分项：有分项的任务本身不作标记"))
        }
    }

    /// An item with a mark.
    pub fn item_marked(&self) -> Result<(), Words> {
        self.item_writable()?;
        if self.marked || self.selected > 0 { Ok(()) } else { Err(tr("It has no mark", "本项还没有标记")) }
    }

    /// An item.
    pub fn item_here(&self) -> Result<(), Words> {
        self.file()?;
        if self.item.is_some() { Ok(()) } else { Err(NO_ITEM) }
    }

    /// An item, or a passage.
    pub fn item_or_passage(&self) -> Result<(), Words> {
        self.file()?;
        if self.item.is_some() || self.in_text { Ok(()) } else { Err(NO_ITEM) }
    }

    /// An item, a passage, or a suspicion, about whatever it is.
    pub fn text_here(&self) -> Result<(), Words> {
        if self.open_hits > 0 || self.dismissed > 0 || self.its_finding { self.file() } else { self.item_or_passage() }
    }

    /// The same as [`Self::item_or_passage`], writable.
    pub fn item_or_passage_writable(&self) -> Result<(), Words> {
        self.work_writable()?;
        if self.selected > 0 { Ok(()) } else { self.item_or_passage() }
    }

    /// What a finding may be made of: an item, a passage, or suspicions that nobody has settled.
    pub fn finding_writable(&self) -> Result<(), Words> {
        if self.view != View::Checks {
            return self.item_or_passage_writable();
        }
        self.work_writable()?;
        self.open_hits()
    }

    /// Findings whose state, answer and ruling may be put down.
    pub fn findings_writable(&self) -> Result<(), Words> {
        self.work_writable()?;
        self.findings_here()
    }

    /// Findings whose rectification may be put down: it comes after the sign-off.
    pub fn rectifiable(&self) -> Result<(), Words> {
        self.file_writable()?;
        self.findings_here()
    }

    fn findings_here(&self) -> Result<(), Words> {
        match (self.view, self.finding) {
            (View::Findings, true) => Ok(()),
            (View::Findings, false) => {
                Err(tr("No finding yet: {finding} on an item raises one", "还没有问题：在审核内容上按 {finding} 记为问题"))
            }
            _ => Err(tr("In the findings view: {view-findings}", "在问题页里填写：按 {view-findings}")),
        }
    }

    /// Suspicions that may be dismissed.
    pub fn dismissible(&self) -> Result<(), Words> {
        self.work_writable()?;
        if self.view == View::Coverage {
            return self.proposed();
        }
        if !matches!(self.view, View::Checks | View::Items) {
            return Err(tr("Suspicions are dismissed in their view: {view-checks}", "疑点在疑点页里排除：按 {view-checks}"));
        }
        self.open_hits()
    }

    fn proposed(&self) -> Result<(), Words> {
        if self.proposals > 0 {
            Ok(())
        } else if self.ruled > 0 {
            Err(tr("Decided already: {remove} opens it again", "已有结论：按 {remove} 恢复为待确认"))
        } else {
            Err(tr("No proposed link here: {order} shows them", "此处没有待确认的关联：按 {order} 换到待确认"))
        }
    }

    fn open_hits(&self) -> Result<(), Words> {
        if self.open_hits > 0 {
            Ok(())
        } else if self.its_finding && self.view == View::Checks {
            Err(tr("A finding was made of it: {its-finding} opens it", "已记为问题：按 {its-finding} 打开"))
        } else if self.dismissed > 0 {
            Err(tr("Dismissed already: {remove} brings it back", "已排除：按 {remove} 恢复"))
        } else {
            Err(tr("No open suspicion here; {next-suspicion} goes to the next", "此处没有待处理的疑点；按 {next-suspicion} 到下一处"))
        }
    }

    /// The item's suspicions, or the suspicion's item.
    pub fn suspected(&self) -> Result<(), Words> {
        self.file()?;
        match (self.suspected, self.view) {
            (true, _) => Ok(()),
            (false, View::Checks) => Err(tr("It is about no single item", "这一疑点不针对某一项")),
            (false, _) => Err(tr("No suspicion about this item", "本项没有疑点")),
        }
    }

    /// A scoring standard may be chosen.
    pub fn scores_writable(&self) -> Result<(), Words> {
        self.work_writable()?;
        if self.sheet { Ok(()) } else { Err(tr("The report is still being read", "正在读取报告，稍候")) }
    }

    /// A row of the score sheet.
    pub fn row_writable(&self) -> Result<(), Words> {
        self.scores_writable()?;
        if self.row {
            Ok(())
        } else {
            Err(tr(
                "Scores hang on indicators: go to one, or to the sheet with {view-scores}",
                "只有指标可评分：先到指标，或按 {view-scores} 到评分表",
            ))
        }
    }

    /// A row of the score sheet to go to.
    pub fn has_row(&self) -> Result<(), Words> {
        self.file()?;
        if self.row { Ok(()) } else { Err(tr("Only indicators have a row in the score sheet", "只有指标在评分表里有行")) }
    }

    /// Figures are being tried.
    pub fn in_trial(&self) -> Result<(), Words> {
        self.file_writable()?;
        if self.trying {
            Ok(())
        } else {
            Err(tr("Nothing is tried: {trial} in the score sheet starts it", "没有在试算：在评分表按 {trial} 开始"))
        }
    }

    /// A matter that was deducted on several rows.
    pub fn on_matter(&self) -> Result<(), Words> {
        self.file_writable()?;
        if self.matter {
            Ok(())
        } else {
            Err(tr("Go to like deductions first: {view-scores}, then {order}", "先到同类扣分：按 {view-scores}，再按 {order} 换到它"))
        }
    }

    /// An item of a list, or a row of the score sheet.
    pub fn pickable(&self) -> Result<(), Words> {
        if self.pickable_rows { self.file() } else { self.in_list() }
    }

    /// There is a finding to go to.
    pub fn has_finding(&self) -> Result<(), Words> {
        self.file()?;
        if self.its_finding {
            Ok(())
        } else {
            Err(tr("No finding here yet: {finding} raises one", "还没有记为问题：按 {finding}"))
        }
    }

    /// The cursor is in the report text.
    pub fn in_text(&self) -> Result<(), Words> {
        self.file()?;
        if self.in_text {
            Ok(())
        } else {
            Err(tr("Go to the report text first: {pane-text}, or {view-text}", "先到报告原文：按 {pane-text}，或 {view-text}"))
        }
    }

    /// A view whose rows may be put in another order.
    pub fn reorderable(&self) -> Result<(), Words> {
        if self.batch {
            return Ok(());
        }
        self.file()?;
        if matches!(self.view, View::Checks | View::Coverage | View::Scores) {
            Ok(())
        } else {
            Err(tr(
                "Go to the suspicions, the coverage or the scores first: {view-checks}, {view-coverage}, {view-scores}",
                "先到疑点页、对应表或评分表：按 {view-checks}、{view-coverage} 或 {view-scores}",
            ))
        }
    }

    /// The same, writable.
    pub fn passage_writable(&self) -> Result<(), Words> {
        self.work_writable()?;
        self.in_text()
    }

    /// An item that links may hang on.
    pub fn item_linkable(&self) -> Result<(), Words> {
        self.work_writable()?;
        if self.ruled > 0 && self.proposals == 0 {
            return self.proposed();
        }
        if self.item.is_some() || self.proposals > 0 || self.selected > 0 { Ok(()) } else { Err(NO_ITEM) }
    }

    /// Something to edit.
    pub fn editable(&self) -> Result<(), Words> {
        if self.follow_up {
            return self.file_writable();
        }
        self.work_writable()?;
        if self.finding || self.written_on {
            Ok(())
        } else {
            Err(tr(
                "Nothing written here yet: {comment} comments, {finding} raises a finding",
                "还没有批注或问题：{comment} 写批注，{finding} 记为问题",
            ))
        }
    }

    /// Something to remove.
    pub fn removable(&self) -> Result<(), Words> {
        if self.preview {
            return self.entry();
        }
        self.work_writable()?;
        if self.finding || self.written_on || self.dismissed > 0 || self.ruled > 0 {
            Ok(())
        } else {
            Err(tr("Nothing of the reviewer's here to remove", "这里没有可删除的批注或问题"))
        }
    }

    /// Opinions differ here.
    pub fn in_conflict(&self) -> Result<(), Words> {
        self.file_writable()?;
        if self.conflict { Ok(()) } else { Err(tr("No differing opinions here", "本项没有不一致的意见")) }
    }

    /// The passage's item or the item's passage is known.
    pub fn passage_or_item(&self) -> Result<(), Words> {
        self.file()?;
        if self.other_end {
            return Ok(());
        }
        Err(if self.in_text {
            tr("No item points at this passage", "没有审核项指向这一处")
        } else {
            tr("The report does not say where this stands", "文件没有写明它在报告中的位置")
        })
    }

    /// It has linked items.
    pub fn has_links(&self) -> Result<(), Words> {
        self.file()?;
        if self.links { Ok(()) } else { Err(tr("No links: {link} makes one", "没有关联：按 {link} 建立")) }
    }

    /// Something was searched for.
    pub fn searched(&self) -> Result<(), Words> {
        self.file()?;
        if self.searched { Ok(()) } else { Err(tr("Nothing was searched for: {search}", "还没有查找：按 {search}")) }
    }

    /// The lists are filtered.
    pub fn filtered(&self) -> Result<(), Words> {
        if self.batch {
            return Ok(());
        }
        self.file()?;
        if self.filtered { Ok(()) } else { Err(tr("No filter: {filter} sets one", "没有筛选：按 {filter} 筛选")) }
    }

    /// The keys are in a list.
    pub fn in_list(&self) -> Result<(), Words> {
        self.file()?;
        if self.in_list {
            Ok(())
        } else {
            Err(tr("Go to a list first: {pane-duties} to {pane-issues}", "先到一个清单：按 {pane-duties} 至 {pane-issues}"))
        }
    }

    /// Rows, a passage or suspicions may be selected.
    pub fn selectable(&self) -> Result<(), Words> {
        if self.in_text || (self.file && matches!(self.view, View::Checks | View::Coverage | View::Scores | View::Findings)) {
            Ok(())
        } else {
            self.in_list()
        }
    }

    /// An act that may be repeated was done.
    pub fn repeatable(&self) -> Result<(), Words> {
        self.item_or_passage_writable()?;
        if self.repeatable {
            Ok(())
        } else {
            Err(tr("Nothing to repeat yet: mark or comment first", "还没有可重复的操作：先标记或批注一次"))
        }
    }

    /// There is an act to take back.
    pub fn undoable(&self) -> Result<(), Words> {
        if !self.preview {
            self.file_writable()?;
        }
        if self.undo { Ok(()) } else { Err(tr("Nothing of yours to take back", "没有可撤销的操作")) }
    }

    /// There is one to bring back.
    pub fn redoable(&self) -> Result<(), Words> {
        if !self.preview {
            self.file_writable()?;
        }
        if self.redo { Ok(()) } else { Err(tr("Nothing to bring back", "没有可重做的操作")) }
    }
}
