//! The one table of commands. Keymap, menus, hints, which-key, help, palette, the user's key file
//! and the README's key table all read it; nothing else in the program names a key.

use super::facts::{Facts, When};
use crate::lang::{Words, tr};

/// What one wants to do, for help's grouping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Opening the menu, help, palette.
    Act,
    /// Marking an item.
    Mark,
    /// Comments, findings, links.
    Write,
    /// Saving, undoing, leaving.
    Keep,
    /// Moving inside a pane.
    Move,
    /// Going elsewhere.
    Jump,
    /// Looking through an import.
    Import,
    /// Views and looks.
    View,
}

impl Group {
    /// All, in help's order.
    pub const ALL: [Self; 8] = [Self::Act, Self::Mark, Self::Write, Self::Keep, Self::Move, Self::Jump, Self::Import, Self::View];

    /// Its heading.
    pub const fn words(self) -> Words {
        match self {
            Self::Act => tr("Menu and help", "操作"),
            Self::Mark => tr("Mark", "标记"),
            Self::Write => tr("Write", "写"),
            Self::Keep => tr("Keep", "保存"),
            Self::Move => tr("Move", "移动"),
            Self::Jump => tr("Jump", "跳转"),
            Self::Import => tr("Look through an import", "导入"),
            Self::View => tr("Views", "视图"),
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Which command.
    pub command: Command,
    /// Its name in the key file and the palette.
    pub name: &'static str,
    /// Where help lists it.
    pub group: Group,
    /// Its keys, the one that hints show first; a chord's keys are parted by a space.
    pub keys: &'static [&'static str],
    /// Two or three words, for hints and menus.
    pub short: Words,
    /// One line, for help and the README.
    pub long: Words,
    /// Whether it may run now, and if not why.
    pub when: When,
}

macro_rules! commands {
    ($($command:ident $name:literal $group:ident [$($key:literal)*] $en:literal $zh:literal, $en_long:literal $zh_long:literal, $when:expr;)*) => {
        /// Everything a reader can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "COMMANDS says what each does, in words the reader sees")]
        pub enum Command { $($command,)* }

        /// Every command, in help's order.
        pub const COMMANDS: &[Row] = &[$(Row {
            command: Command::$command,
            name: $name,
            group: Group::$group,
            keys: &[$($key),*],
            short: tr($en, $zh),
            long: tr($en_long, $zh_long),
            when: $when,
        },)*];
    };
}

commands! {
    Menu "menu" Act ["Enter"] "menu" "操作", "Open the numbered menu of what can be done here" "打开操作菜单，按数字执行", Facts::any;
    More "more" Act [] "more" "更多", "The second page of the menu" "操作菜单的第二页", Facts::file;
    Help "help" Act ["?" "F1"] "help" "帮助", "Help; a selected line runs with Enter" "帮助，选中一行回车即执行", Facts::any;
    Palette "palette" Act [":"] "palette" "命令", "Find any command by name; a number goes to that paragraph" "按名称找任一命令；数字到该段", Facts::any;
    Cancel "cancel" Act ["Esc"] "back" "返回", "Close, or step back to the lists" "关闭，或回到列表", Facts::any;

    Accept "accept" Mark ["a"] "fine" "无疑问", "Mark fine and go to the next item" "标为无疑问（核实无误、可行），到下一项", Facts::item_writable;
    Problem "problem" Mark ["x"] "problem" "有问题", "Mark as a problem" "标为有问题", Facts::item_writable;
    NeedsEvidence "needs-evidence" Mark ["e"] "evidence" "待补资料", "Mark as needing evidence" "标为待补资料", Facts::item_writable;
    NotApplicable "not-applicable" Mark ["-"] "n/a" "不适用", "Mark as not applicable" "标为不适用", Facts::item_writable;
    ClearMark "clear-mark" Mark ["0"] "clear" "清除标记", "Clear the mark" "清除标记", Facts::item_marked;

    Comment "comment" Write ["c"] "comment" "写批注", "Comment on the item" "批注本项", Facts::item_or_passage_writable;
    CommentPassage "comment-passage" Write ["C"] "comment here" "批注此处", "Comment on the selected passage" "批注所选原文", Facts::passage_writable;
    Finding "finding" Write ["F"] "finding" "记为问题", "Raise a finding, filled in as far as the data goes; of suspicions: one of each" "记为问题，能填的先填好；在疑点页：由所在疑点拟出", Facts::finding_writable;
    Deduct "deduct" Write ["s"] "deduct" "扣分", "Take points: points and why in a line, then the grounds; the finding is made with it" "扣分：一行写分数和原因，再选依据；问题随之记下", Facts::row_writable;
    Score "score" Write ["S"] "score" "评分", "What the review score starts from: formula, self score, full weight, points" "复核分取自：公式分、自评分、满分，或直接给分", Facts::row_writable;
    Adopt "adopt-formula" Write ["="] "take formula" "取公式分", "Take the score the standard works out, with its sentence as the reason" "采用按评分标准计算的得分，计算过程作为原因", Facts::row_writable;
    ScoreReason "score-reason" Write ["r"] "reason" "评分原因", "Why the review score is what it is" "写评分、扣分的原因及依据", Facts::row_writable;
    Supply "supply" Write ["p"] "supply" "补录", "Supply figures that the report lacks, typed or pasted as a table, each with its source" "补录报告没有的指标值、分值、完成值、自评得分、资金数据，写明来源；可粘贴表格", Facts::scores_writable;
    Trial "trial" Write ["w"] "what if" "试算", "What if: try values, weights, deductions, another standard; nothing is recorded until accepted" "试算：改认定值、分值、扣分、评分标准看总分和等级，采纳前不记入", Facts::scores_writable;
    AcceptTrial "accept-trial" Write ["W"] "accept the trial" "采纳试算", "Record what is tried, as one step" "把试算的改动记入，撤销时算一步", Facts::in_trial;
    DropTrial "drop-trial" Write ["D"] "drop the trial" "放弃试算", "Let go of what is tried; nothing was recorded" "放弃试算，什么都不记", Facts::in_trial;
    Level "level" Write ["E"] "make even" "统一扣分", "Give like deductions the same points, all in one act" "同一事项在各项上扣同样的分，一步完成", Facts::on_matter;
    Standard "scoring-standard" Write ["P"] "standard" "选评分标准", "Choose the scoring standard; its rows are laid over the indicators" "选评分标准，按它的表格评分", Facts::scores_writable;
    Dismiss "dismiss" Write ["d"] "dismiss" "排除疑点", "Dismiss the suspicions here, with a reason; they come back if their data changes; of proposed links: reject" "写明理由后排除疑点，数据变了会再提出；在待确认的关联上：不关联", Facts::dismissible;
    Link "link" Write ["L"] "link" "建立关联", "Link the item with duties, work, indicators, issues, measures; of proposed links: confirm" "关联职责、任务、指标、问题、措施；在待确认的关联上：确认", Facts::item_linkable;
    Edit "edit" Write ["i"] "edit" "修改", "Edit the field, or a comment or finding of the item" "修改此栏，或本项的批注、问题", Facts::editable;
    Remove "remove" Write ["Delete"] "remove" "删除", "Remove a comment of the item, or the finding; open what was dismissed or decided again; looking through an import: leave the entry out" "删除本项的批注，或这个问题；恢复已排除的疑点、已有结论的关联；导入时：这一项不归入", Facts::removable;
    FindingState "finding-state" Write ["H"] "state" "问题状态", "How far the finding is: confirmed, sent for comment, settled, withdrawn" "问题的状态：复审确认、征求意见、定稿、撤销", Facts::findings_writable;
    Response "response" Write ["I"] "response" "反馈意见", "What the department answers to the finding, who and when; none came" "部门对问题的反馈意见、答复部门、日期；未反馈", Facts::findings_writable;
    Ruling "ruling" Write ["Y"] "ruling" "采纳情况", "Whether the answer is accepted, in part or not, and why" "反馈意见采纳、部分采纳、不采纳，写明理由", Facts::findings_writable;
    Rectify "rectify" Write ["Z"] "rectification" "整改情况", "How far the rectification is: owner, deadline, outcome, proof, verified" "整改到哪一步：责任单位、时限、结果、证明材料、核验", Facts::rectifiable;
    Calls "calls" Write ["K"] "calls" "沟通记录", "Talks with the department: what was asked, answered, still to come" "与部门的沟通：所问、答复、待提供", Facts::file;
    Rule "rule" Write ["!"] "settle" "会商确定", "Settle differing opinions" "会商确定不一致的意见", Facts::in_conflict;
    Opine "opine" Write ["O"] "opinion" "表态", "In the council view: what you hold of the problem: uphold, adjust, withdraw" "会商页：对这个问题的意见：维持、调整、撤销", Facts::opinable;
    Decide "decide" Write ["X"] "decide" "会商确定", "In the council view: what is decided: rejected, partly, accepted; the finding follows" "会商页：记下会商确定的结果：不采纳、部分采纳、采纳，问题和扣分随之改", Facts::decidable;
    Select "select" Write ["V"] "select" "连选", "Select rows of a list, a passage, several suspicions, several findings: arrows extend it" "连选几行、一段原文、几处疑点、几个问题，方向键伸缩", Facts::selectable;
    Toggle "toggle" Write ["m"] "select this" "选此项", "Select this item or row, or let it go" "选中本项（本行），再按放开", Facts::pickable;
    SelectAll "select-all" Write ["M"] "select all shown" "全选本栏", "Select all shown in this list or sheet, or let them go" "选中本栏（全表）显示的全部，再按放开", Facts::pickable;
    Repeat "repeat" Write ["."] "repeat" "重复上一步", "Do the last mark or comment here as well" "在此处重复上一次标记或批注", Facts::repeatable;
    Record "record" Write ["Q"] "record keys" "录制按键", "Record keys under a letter; again ends it" "录制一串按键到一个字母，再按结束", Facts::file_writable;
    Play "play" Write ["@"] "play keys" "重放按键", "Play recorded keys; one step for undo" "重放录下的按键，撤销时算一步", Facts::file_writable;
    Table "table" Write [] "score table" "自评表", "Whether the self-assessment table came: received, not yet, none exists" "自评表收到没有：已收到、未收到、确认未报送", Facts::work_writable;
    Copy "copy" Write ["y"] "copy" "复制为文字", "Show the text alone, unbroken, to copy with the mouse" "单独显示文字，便于用鼠标复制", Facts::text_here;

    Save "save" Keep ["C-s"] "save" "保存", "Write the file now (it is written by itself when you pause)" "立即保存（停顿时自动保存）", Facts::file_writable;
    Sign "sign" Keep [] "sign" "提交", "Sign the stage as it stands: its work is locked and handed on" "提交复审、提交审定、审定：本环节随之锁定", Facts::signable;
    TakeBack "take-back" Keep [] "take the sign-off back" "撤回提交", "Take back one's own sign-off: the stage is open again" "撤回自己的提交，本环节可以再改", Facts::withdrawable;
    HandBack "hand-back" Keep [] "hand back" "退回修改", "Hand the stage before back to its reviewer, with a reason" "写明理由，把前一环节退回修改", Facts::hands_back;
    Export "export" Keep ["v e"] "papers" "导出文书", "Choose the papers, look at them, write them" "选文书、预览、导出", Facts::file;
    Quit "quit" Keep ["q"] "leave" "退出", "Write and leave" "保存并退出", Facts::any;
    Undo "undo" Keep ["u" "C-z"] "undo" "撤销", "Take back your latest act" "撤销自己的上一步", Facts::undoable;
    Redo "redo" Keep ["C-r" "C-y"] "redo" "重做", "Bring back what was undone" "重做", Facts::redoable;
    History "history" Keep ["U"] "history" "操作记录", "Every act, who and when" "操作记录：谁、何时、做了什么", Facts::file;
    ItemHistory "item-history" Keep ["g h"] "its history" "本项记录", "What was done to this item, who and when" "本项的操作记录", Facts::item_here;
    Todo "todo" Keep ["T"] "to do" "待办", "What is left to do, the weightiest and most doubtful first" "待办：分值大、疑问多的在前", Facts::file;
    Overview "overview" Keep [] "overview" "报告概况", "What the report says of itself: funds, rating, counts" "报告概况：收支、自评、各类项数", Facts::file;
    Drafts "drafts" Keep [] "drafts" "草稿", "Texts put aside: go on writing, or drop them" "收起的草稿：接着写，或丢弃", Facts::file_writable;
    Odd "odd" Keep [] "what was odd" "载入情况", "What was odd when the file was loaded" "载入文件时发现的情况", Facts::file;
    Places "places" Keep [] "where files are" "文件位置", "Where the file and its journal are" "文件和操作记录在哪里", Facts::file;
    Home "start-page" Keep [] "start page" "起始页", "Write, close the file, go to the start page" "保存并关闭，回到起始页", Facts::file_or_batch;
    Identity "reviewer" Keep [] "who reviews" "审核人", "Name, unit and stage" "审核人姓名、单位、环节", Facts::any;

    Up "up" Move ["Up" "k"] "up" "上移", "Up" "上一行", Facts::any;
    Down "down" Move ["Down" "j"] "down" "下移", "Down" "下一行", Facts::any;
    Left "left" Move ["Left" "h"] "left" "左", "Left; fold a work item" "左；收起任务", Facts::any;
    Right "right" Move ["Right" "l"] "right" "右", "Right; unfold a work item" "右；展开任务", Facts::any;
    First "first" Move ["g g" "Home"] "first" "开头", "To the first" "开头", Facts::any;
    Last "last" Move ["G" "End"] "last" "末尾", "To the last" "末尾", Facts::any;
    HalfDown "half-down" Move ["C-d"] "half page down" "下半页", "Half a page down" "下半页", Facts::any;
    HalfUp "half-up" Move ["C-u"] "half page up" "上半页", "Half a page up" "上半页", Facts::any;
    PageDown "page-down" Move ["PageDown" "C-f"] "page down" "下页", "Page down" "下页", Facts::any;
    PageUp "page-up" Move ["PageUp" "C-b"] "page up" "上页", "Page up" "上页", Facts::any;
    NextItem "next-item" Move ["Space"] "next" "下一项", "Next item (in text: next page); marks nothing" "下一项（原文中：下页），不作标记", Facts::any;

    Passage "passage" Jump ["g d"] "report text" "看报告原文", "From the item to its passage, from the passage to its item" "本项 ↔ 它在报告中的位置", Facts::passage_or_item;
    Item "item" Jump ["g i"] "to its list" "到本项", "To the item in its list" "到它在审核内容中的位置", Facts::item_here;
    Suspicion "suspicion" Jump ["g q"] "its suspicion" "看疑点", "From the item to its suspicion, from the suspicion to its item" "本项 ↔ 它的疑点", Facts::suspected;
    ItsFinding "its-finding" Jump ["g f"] "its finding" "到所记问题", "Go to the finding made of this suspicion or item" "到由此记下的问题", Facts::has_finding;
    There "there" Jump ["g o"] "go there" "去办这一件", "To what a line of the sign-off view is about" "到提交页这一条所说的地方", Facts::leads_there;
    ScoreRow "score-row" Jump ["g s"] "its score" "到评分行", "To the row of the score sheet" "到评分表的这一行", Facts::has_row;
    Linked "linked" Jump ["g r"] "linked items" "关联的项", "Go to a linked item" "到关联的项", Facts::has_links;
    Back "back" Jump ["C-o"] "back" "回到刚才", "Back to where you were" "回到刚才的位置", Facts::file;
    Forward "forward" Jump ["A-o"] "forward" "再往前", "Forward again" "再往前", Facts::file;
    Search "search" Jump ["/" "F3"] "search" "查找", "Search items, report text, comments, findings: words, pinyin, initials; in a folder: in all departments" "查找：审核内容、原文、批注、问题；文字、拼音、首字母都行；文件夹里：各部门一起找", Facts::file_or_batch;
    NextHit "next-hit" Jump ["n"] "next hit" "下一处", "Next hit" "下一处", Facts::searched;
    PrevHit "prev-hit" Jump ["N"] "previous hit" "上一处", "Previous hit" "上一处", Facts::searched;
    Filter "filter" Jump ["f"] "filter" "筛选", "Show only items that fit: mark, finding, text, number; kept by name; in a folder: departments" "只看符合条件的项：标记、问题、文字、数字；可存为常用；文件夹里：只看符合条件的部门", Facts::file_or_batch;
    Refilter "refilter" Jump ["R"] "filter anew" "重新筛选", "Filter anew: rows that no longer fit go; in a folder: read what has changed" "重新筛选：不再符合的行隐去；文件夹里：重新读取有变化的", Facts::filtered;
    Bookmark "bookmark" Jump ["b"] "bookmark" "书签", "Keep this place, or let it go" "加书签，再按取消", Facts::item_or_passage;
    Bookmarks "bookmarks" Jump ["'"] "bookmarks" "书签列表", "Places kept" "到书签", Facts::file;
    NextBookmark "next-bookmark" Jump ["] b"] "next bookmark" "下一书签", "Next bookmark, in the order of the report" "下一书签，按报告顺序", Facts::file;
    PrevBookmark "prev-bookmark" Jump ["[ b"] "previous bookmark" "上一书签", "Previous bookmark" "上一书签", Facts::file;
    NextOpen "next-open" Jump ["] u"] "next open" "下一未审", "Next item not reviewed; in a folder: next department that waits for you" "下一未审项；文件夹里：下一个等您处理的部门", Facts::file_or_batch;
    PrevOpen "prev-open" Jump ["[ u"] "previous open" "上一未审", "Previous item not reviewed" "上一未审项", Facts::file_or_batch;
    NextFinding "next-finding" Jump ["] f"] "next finding" "下一问题", "Next item with a finding" "下一个有问题记录的项", Facts::file;
    PrevFinding "prev-finding" Jump ["[ f"] "previous finding" "上一问题", "Previous item with a finding" "上一个有问题记录的项", Facts::file;
    NextSuspicion "next-suspicion" Jump ["] q"] "next suspicion" "下一疑点", "Next item with an open suspicion" "下一个有待处理疑点的项", Facts::lists;
    PrevSuspicion "prev-suspicion" Jump ["[ q"] "previous suspicion" "上一疑点", "Previous item with an open suspicion" "上一个有待处理疑点的项", Facts::lists;
    NextComment "next-comment" Jump ["] c"] "next comment" "下一批注", "Next item with a comment" "下一个有批注的项", Facts::file;
    PrevComment "prev-comment" Jump ["[ c"] "previous comment" "上一批注", "Previous item with a comment" "上一个有批注的项", Facts::file;
    NextEvidence "next-evidence" Jump ["] e"] "next to evidence" "下一待补", "Next item that needs evidence" "下一待补资料项", Facts::file;
    PrevEvidence "prev-evidence" Jump ["[ e"] "previous to evidence" "上一待补", "Previous item that needs evidence" "上一待补资料项", Facts::file;

    AcceptImport "accept-import" Import ["A"] "accept" "接受", "Accept what was read: choose the file, write it, start reviewing" "接受读出的内容：选文件名、写入、开始审核", Facts::in_preview;
    Resection "resection" Import ["t"] "move to" "改归类", "Move the entry to another list" "把这一项归入另一类", Facts::entry;
    Split "split" Import ["B"] "split" "拆开", "Split the entry in two" "把这一项拆成两项", Facts::entry;
    Merge "merge" Import ["J"] "join next" "并入下一项", "Join the entry with the next" "把这一项与下一项合并", Facts::entry;
    Account "account" Import [] "account" "导入情况", "The account of the import: files, encodings, what differs, what was taken out" "导入情况：文件、编码、不一致处、剔除的页码页眉", Facts::in_preview;

    PaneDuties "pane-duties" View ["1"] "duties" "职责", "Duties" "职责", Facts::lists;
    PaneWork "pane-work" View ["2"] "work" "任务", "Work items" "任务", Facts::lists;
    PaneIndicators "pane-indicators" View ["3"] "indicators" "指标", "Indicators" "指标", Facts::lists;
    PaneIssues "pane-issues" View ["4"] "issues" "自查问题与措施", "Issues and measures" "自查问题与措施", Facts::lists;
    PaneCard "pane-card" View ["5"] "card" "卡片", "The item's card" "卡片", Facts::file;
    PaneText "pane-text" View ["6"] "text" "原文", "The report text beside it" "原文", Facts::lists;
    NextPane "next-pane" View ["Tab"] "next pane" "下一栏", "Next pane" "下一栏", Facts::lists;
    PrevPane "prev-pane" View ["S-Tab"] "previous pane" "上一栏", "Previous pane" "上一栏", Facts::lists;
    ViewItems "view-items" View ["v i"] "items" "审核内容", "Items" "审核内容", Facts::file;
    ViewText "view-text" View ["v t"] "report text" "报告原文", "Report text" "报告原文", Facts::file;
    ViewCoverage "view-coverage" View ["v m"] "coverage" "对应表", "Which duty, work, indicator, issue, measure answers which: holes, proposed links, the table" "职责、任务、指标、问题、措施的对应：缺口、待确认的关联、全表", Facts::file;
    ViewScores "view-scores" View ["v s"] "scores" "评分表", "The score sheet" "评分表：逐项评分、合计、等级", Facts::file;
    ViewBridge "view-bridge" View ["v b"] "bridge" "调整过程", "From the self score to the review score, step by step, and what decides the grade" "得分调整过程：自评到复核逐步相加，及关系等级的问题", Facts::file;
    ViewSides "view-sides" View [] "sides" "各方评分", "Self, formula and each stage's scores side by side" "各方评分：自评、公式、初审、复审、审定并列", Facts::file;
    ViewAlike "view-alike" View [] "alike" "同类扣分", "Like deductions side by side, uneven ones first" "同类扣分并列，轻重不一的在前", Facts::file;
    ViewFindings "view-findings" View ["v f"] "findings" "问题", "Findings" "问题", Facts::file;
    ViewChecks "view-checks" View ["v c"] "suspicions" "疑点", "What the checks found" "疑点：各项核查的结果", Facts::file;
    ViewCouncil "view-council" View ["v h"] "council" "会商", "One disputed problem a page: both sides' words, like cases, opinions, the decision; from a finding: that one" "会商：一页一个问题，双方意见、同类问题、成员表态、会商确定；在问题上按，即列入会商", Facts::file;
    ViewSigning "view-signing" View ["v r"] "sign-off" "提交", "What stands in the way of handing the stage on, what will be signed; sign, take back, hand back" "提交复审、审定：还差什么、将提交什么；提交、撤回、退回修改", Facts::file;
    NextView "next-view" View ["C-PageDown"] "next view" "下一视图", "Next view" "下一个视图", Facts::file;
    PrevView "prev-view" View ["C-PageUp"] "previous view" "上一视图", "Previous view" "上一个视图", Facts::file;
    Order "order" View ["o"] "order" "换排列", "Suspicions by severity, by item, by state; coverage: holes, proposed links, the table; scores: sheet, bridge, side by side, alike" "疑点按严重程度、按项、按结果排列；对应表换缺口、待确认、全表；评分表换调整过程、各方评分、同类扣分", Facts::reorderable;
    Zoom "zoom" View ["z"] "zoom" "放大", "Give the pane the whole window, or give it back" "放大本栏，再按还原", Facts::file;
    Legend "legend" View [] "legend" "图例", "Show or hide the legend of signs" "显示或隐藏记号说明", Facts::any;
    Settings "settings" View [","] "settings" "设置", "Settings: language, colours, keys, scoring standard, phrases; each holds at once and is kept" "设置：语言、配色、按键、评分标准、常用意见等，改了即生效并记住", Facts::any;
    Theme "theme" View [] "theme" "换配色", "Dark, light, no colour" "深色、浅色、单色", Facts::any;
    Language "language" View [] "中文" "English", "Switch to Chinese" "换成英文", Facts::any;
    Tour "tour" View [] "tour" "新手引导", "The tour of five steps" "五步新手引导", Facts::file;
}

impl Command {
    /// Its row.
    pub fn row(self) -> &'static Row {
        let row = COMMANDS.get(self as usize).expect("the table and the enum are made together");
        debug_assert!(row.command == self);
        row
    }
}
