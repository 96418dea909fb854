//! A pane's title rule: `── 3 指标 ──── 已审 5/10 ──`, heavy where the keys are.

use super::{Canvas, Role};

impl<T> Canvas<'_, T> {
    /// Draws the rule on row `y`, title left and words right; `lit` = the pane has the keys.
    pub fn rule(&mut self, x: u16, y: u16, cols: u16, title: &str, right: &str, lit: bool) {
        self.hline(x, y, cols, lit, if lit { Role::You } else { Role::Line });
        if cols < 8 {
            return;
        }
        let end = x + cols;
        let mut title_end = end - 3;
        if !right.is_empty() {
            let role = Role::Text;
            title_end = self.put_right(end - 3, y, cols - 6, right, role).saturating_sub(1);
            self.put(title_end, y, 1, " ", role);
            self.put(end - 3, y, 1, " ", role);
        }
        if !title.is_empty() {
            let room = title_end.saturating_sub(x + 4);
            let used = self.put_fit(x + 3, y, room, title, if lit { Role::YouStrong } else { Role::Text });
            self.put(x + 2, y, 1, " ", Role::Text);
            self.put(x + 3 + used, y, 1, " ", Role::Text);
        }
    }
}
