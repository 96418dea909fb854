//! Doing it again: `.` repeats the last mark or comment, and recorded keys are played as one step.

use super::{App, Effect};
use crate::command::{Command, Key};
use crate::lang::tr;
use crate::overlays::Purpose;
use crate::review::{CommentKind, Event, EventId};

/// More keys than this are no habit worth recording.
const KEYS_MAX: usize = 1_000;
/// Played keys that are one step for undo; older ones are undone key by key.
const PLAYED_MAX: usize = 50;

/// What `.` does again.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Did {
    Mark(Command),
    Comment(String, CommentKind),
}

/// What the next key names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    Record,
    Play,
}

/// Recorded keys, and what is recorded or played now.
#[derive(Clone, Debug, Default)]
pub(super) struct KeysKept {
    did: Option<Did>,
    kept: Vec<(Key, Vec<Key>)>,
    names: Option<Names>,
    recording: Option<(Key, Vec<Key>)>,
    /// The acts of the keys being played.
    playing: Option<Vec<EventId>>,
    /// The acts of keys played, latest last: one step each.
    played: Vec<Vec<EventId>>,
}

impl KeysKept {
    /// Notes what may be repeated.
    pub fn did(&mut self, did: Did) {
        self.did = Some(did);
    }

    pub fn repeats(&self) -> bool {
        self.did.is_some()
    }

    pub fn is_recording(&self) -> bool {
        self.recording.is_some()
    }

    /// An act was recorded: if keys are played it is part of their step.
    pub fn played(&mut self, event: &Event) {
        if let Some(acts) = &mut self.playing
            && !super::describe::introduces(event)
        {
            acts.push(event.id);
        }
    }

    /// The acts that were one step with this one.
    pub fn step_of(&self, event: EventId) -> Option<&[EventId]> {
        self.played.iter().rev().find(|acts| acts.contains(&event)).map(Vec::as_slice)
    }
}

impl App {
    /// `.`: the last mark or comment, here or on what is selected.
    pub(super) fn repeat(&mut self) {
        match self.keys_kept.did.clone() {
            None => {}
            Some(Did::Mark(command)) => self.run_if_it_may(command),
            Some(Did::Comment(text, kind)) => {
                if self.known(Command::Repeat)
                    && let Some((on, quote, _)) = self.target(false)
                {
                    self.finish(Purpose::NewComment { on, quote }, text, kind);
                }
            }
        }
    }

    /// `Q`: the key that follows names what is recorded; again: recording ends.
    pub(super) fn record(&mut self) {
        if let Some((name, mut keys)) = self.keys_kept.recording.take() {
            // The key that ends it is none of them.
            keys.pop();
            let count = keys.len();
            self.keys_kept.kept.retain(|(known, _)| *known != name);
            self.keys_kept.kept.push((name, keys));
            let at = name.typed().unwrap_or(' ');
            return self
                .tell(self.lang.pick(format!("{count} keys recorded: @{at} plays them"), format!("已录下 {count} 个键：@{at} 重放")));
        }
        self.keys_kept.names = Some(Names::Record);
        self.tell(self.say(tr("record under which letter or digit?", "录到哪个字母或数字？")));
    }

    /// `@`: the key that follows names what is played.
    pub(super) fn play(&mut self) {
        if self.keys_kept.playing.is_some() {
            return self.warn(tr("Recorded keys do not play others", "录下的按键里不能再重放"));
        }
        self.keys_kept.names = Some(Names::Play);
        let names: String = self.keys_kept.kept.iter().filter_map(|(key, _)| key.typed()).collect();
        let asks = self.say(tr("play which?", "重放哪一个？"));
        self.tell(format!("{asks} {names}"));
    }

    /// Whether the key named what is recorded or played; else it is noted if keys are recorded.
    pub(super) fn names_keys(&mut self, key: Key) -> bool {
        let key_named = key.in_ascii();
        match self.keys_kept.names.take() {
            None => {
                if let Some((_, keys)) = &mut self.keys_kept.recording
                    && keys.len() < KEYS_MAX
                {
                    keys.push(key);
                }
                return false;
            }
            Some(_) if !key_named.typed().is_some_and(|c| c.is_ascii_alphanumeric()) => {
                self.tell(self.say(tr("never mind", "已取消")));
            }
            Some(Names::Record) => {
                self.keys_kept.recording = Some((key_named, Vec::new()));
                self.tell(self.say(tr("recording: {record} ends it", "正在录制：再按 {record} 结束")));
            }
            Some(Names::Play) => match self.keys_kept.kept.iter().find(|(name, _)| *name == key_named) {
                None => self.warn(tr("Nothing recorded there: {record} records", "那里没有录过：按 {record} 录制")),
                Some((_, keys)) => {
                    let keys = keys.clone();
                    self.keys_kept.playing = Some(Vec::new());
                    self.effects.push(Effect::Replay(keys));
                }
            },
        }
        true
    }

    /// Presses the first of the keys; the others follow once all it caused is done.
    pub(super) fn replay(&mut self, mut keys: Vec<Key>) {
        if !keys.is_empty() {
            let first = keys.remove(0);
            self.key(first);
            return self.effects.push(Effect::Replay(keys));
        }
        let acts = self.keys_kept.playing.take().unwrap_or_default();
        if acts.len() > 1 {
            self.keys_kept.played.push(acts);
            if self.keys_kept.played.len() > PLAYED_MAX {
                self.keys_kept.played.remove(0);
            }
        }
    }
}
