//! Lines to read: the text alone, what was odd, where the files are.

use super::{App, describe};
use crate::command::View;
use crate::lang::tr;
use crate::overlays::{Overlay, Paper, TourDid};

impl App {
    /// The text alone, to copy with the mouse.
    pub(super) fn copy(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let lines = if reviewing.in_text() {
            vec![open.report.place_text(reviewing.reading.passage())]
        } else if reviewing.view == View::Checks {
            self.hits_here().into_iter().flat_map(|at| describe::hit_text(open, at, self.lang)).collect()
        } else {
            let Some(item) = reviewing.item() else { return };
            describe::item_text(open, item, self.lang)
        };
        let title = self.say(tr("The text alone: copy with the mouse, Esc closes", "单独的文字：用鼠标选取复制，Esc 关闭")).to_owned();
        self.overlays.push(Overlay::Paper(Paper::new(title, lines)));
    }

    /// What the report says of itself; what it does not say is named as not seen.
    pub(super) fn show_overview(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let lines = describe::overview(&reviewing.open, self.lang);
        let title = self.say(tr("What the report says of itself", "报告概况")).to_owned();
        self.overlays.push(Overlay::Paper(Paper::new(title, lines)));
    }

    pub(super) fn show_odd(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let lines = describe::odd(&reviewing.open, self.lang);
        let title = self.say(tr("What was odd when the file was loaded", "载入文件时发现的情况")).to_owned();
        self.overlays.push(Overlay::Paper(Paper::new(title, lines)));
    }

    pub(super) fn show_places(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let row = |words: crate::lang::Words, path: &std::path::Path| format!("{}  {}", words.say(self.lang), path.display());
        let mut lines = vec![
            row(
                tr(
                    "The file, report and review in one; copy it and you have the whole work:",
                    "审核文件，报告和审核都在其中，复制它就是全部工作：",
                ),
                &open.path,
            ),
            row(
                tr("The journal, every act as it is made; gone after a clean leave:", "操作记录，每一步随做随存；正常退出后清空："),
                &open.journal,
            ),
        ];
        if let Some((zh, en)) = &open.notice {
            lines.push(self.lang.pick(en, zh).clone());
        }
        let title = self.say(tr("Where the files are", "文件在哪里")).to_owned();
        self.overlays.push(Overlay::Paper(Paper::new(title, lines)));
        self.tour_notes(TourDid::SawFiles);
    }
}
