//! The program without a terminal: messages in, effects done, answers in, until nothing is left to do.
//!
//! The loop of the real program and the harness of the tests both drive this, so what a test saw is
//! what a reviewer gets. Whatever was appended while a batch of messages was taken is synced once,
//! by [`Session::settle`], before anything is drawn; if that fails the whole batch is refused.

use std::collections::VecDeque;
use std::sync::Arc;

use super::{Clock, Runner, folder};
use crate::app::App;
use crate::command::{Effect, Msg, Timer};
use crate::report::Report;
use crate::review::Act;

/// Model, world and clock.
#[derive(Debug)]
pub struct Session {
    /// The model.
    pub app: App,
    /// The world.
    pub runner: Runner,
    /// The time.
    pub clock: Box<dyn Clock>,
    timers: Vec<(Timer, u64)>,
    over: bool,
}

impl Session {
    /// A session in which nothing has happened yet.
    pub fn new(app: App, runner: Runner, clock: Box<dyn Clock>) -> Self {
        Self { app, runner, clock, timers: Vec::new(), over: false }
    }

    /// One message with all it causes: afterwards a frame may be drawn.
    pub fn send(&mut self, msg: Msg) {
        self.take(msg);
        self.settle();
    }

    /// One message of a batch with all it causes but the sync: see [`Session::settle`].
    pub fn take(&mut self, msg: Msg) {
        // What was typed behind the key that ended the program is no longer meant for it.
        if self.over {
            return;
        }
        let mut effects = VecDeque::new();
        self.update(msg, &mut effects);
        while let Some(effect) = effects.pop_front() {
            for answer in self.perform(effect, &mut effects) {
                self.update(answer, &mut effects);
            }
        }
    }

    /// What a worker found out about a report, unless another has been opened since.
    pub fn take_studied(&mut self, of: &Arc<Report>, msg: Msg) {
        if self.runner.has_open(of) {
            self.take(msg);
        }
    }

    /// Ends a batch: makes it durable, or takes it back.
    pub fn settle(&mut self) {
        if let Some(refused) = self.runner.sync_acts() {
            self.take(refused);
        }
        if self.over {
            self.runner.close();
        }
    }

    /// When the next timer is due, on this session's clock.
    pub fn deadline_ms(&self) -> Option<u64> {
        self.timers.iter().map(|(_, due)| *due).min()
    }

    /// Sends every timer that is due.
    pub fn wake(&mut self) {
        let now = self.clock.ms();
        let due: Vec<Timer> = self.timers.extract_if(.., |(_, due)| *due <= now).map(|(timer, _)| timer).collect();
        for timer in due {
            self.take(Msg::Wake(timer));
        }
    }

    /// Whether the program has ended.
    pub fn is_over(&self) -> bool {
        self.over
    }

    fn update(&mut self, msg: Msg, effects: &mut VecDeque<Effect>) {
        effects.extend(self.app.update(msg, self.clock.ms()));
    }

    fn perform(&mut self, effect: Effect, effects: &mut VecDeque<Effect>) -> Vec<Msg> {
        match effect {
            Effect::Open(path) => {
                let opened = self.runner.open(&path);
                self.runner.opened(opened)
            }
            Effect::OpenSample => {
                let opened = self.runner.open_sample();
                self.runner.opened(opened)
            }
            Effect::Import(path) => self.runner.import(&path),
            Effect::List(path) => vec![Msg::Folder(path.clone(), folder::list(&path))],
            Effect::Answer(answer) => self.runner.answer(answer),
            Effect::Introduce(me) => self.runner.introduce(me, &self.clock.stamp()),
            Effect::Commit(act) => self.commit(&act, effects),
            Effect::Draft(slot, text) => self.runner.draft(&slot, text.as_deref()),
            Effect::Sync => self.runner.sync(),
            Effect::Save => self.runner.save(self.app.review(), self.clock.time()),
            Effect::Study => self.runner.study(),
            Effect::Wake(timer, after_ms) => self.set_timer(timer, after_ms),
            Effect::LookOutside => self.runner.look_outside(),
            Effect::Close => self.runner.close(),
            Effect::Quit => {
                self.over = true;
                Vec::new()
            }
        }
    }

    /// Before the first act that needs them, the judged report and the reviewer are put by an event of their own.
    fn commit(&mut self, act: &Act, effects: &mut VecDeque<Effect>) -> Vec<Msg> {
        let stamp = self.runner.stamp(self.clock.stamp());
        // What changes nothing leaves no trace, not even of who would have made it.
        if self.app.review().stamp(act, &stamp).is_none() {
            return Vec::new();
        }
        if let Some(introduction) = self.runner.introduction(self.app.review(), &stamp) {
            let recorded = self.runner.append(introduction);
            let refused = matches!(recorded, Msg::Refused(..));
            self.update(recorded, effects);
            if refused {
                return Vec::new();
            }
        }
        let event = self.app.review().stamp(act, &stamp);
        event.map(|event| self.runner.append(event)).into_iter().collect()
    }

    fn set_timer(&mut self, timer: Timer, after_ms: u64) -> Vec<Msg> {
        self.timers.retain(|(set, _)| *set != timer);
        self.timers.push((timer, self.clock.ms() + after_ms));
        Vec::new()
    }
}
