//! Each check of duties and work hits, passes and skips; and a change of the sample turns it alone.

use serde_json::{Value, json};

use crate::checks::State::{Pass, Skip, Warn};
use crate::checks::tests::{ask, ask_by, assert_table, base, review, sample};
use crate::review::Kind;

/// A description long enough to be compared by wording.
fn long(text: &str) -> String {
    format!("{text}，{}", "全年认真组织开展相关工作任务并按照要求及时做好有关情况的统筹安排".repeat(2))
}

fn both(duties: &[&str], work: &[&str]) -> Value {
    let work: Value = work.iter().map(|text| json!({"title": text, "text": long(text)})).collect();
    json!({"duties": duties.iter().map(|text| json!({"text": text})).collect::<Value>(), "work_items": work})
}

#[test]
fn d01_a_duty_has_work_by_link_or_by_wording() {
    let hole = both(&["负责水文站网运行维护", "负责节约用水工作", "承办交办的其他事项"], &["更新水文站设备"]);
    assert_table(
        "D01",
        &[
            (hole.clone(), Warn, "职责“负责节约用水工作”：与各项任务均无"),
            (both(&["负责水文站网运行维护"], &["更新水文站设备"]), Pass, "措辞相近"),
            (json!({"work_items": [{"title": "甲"}]}), Skip, "未列主要职责"),
            (json!({"duties": [{"text": "甲"}]}), Skip, "未列重点工作任务"),
            (json!({"duties": [{"text": "负责节水"}], "work_items": [{"title": "更新设备"}]}), Skip, "1 项任务共 4 字，平均不足 60 字"),
        ],
    );
    assert_eq!(ask("D01", &hole).keys, ["D01@duty-2"]);
    let confirmed = review(&[(Kind::Link, "duty-1+work-1", json!("yes"))]);
    let answer = ask_by("D01", &hole, &confirmed, &base());
    assert_eq!((answer.keys, answer.said.contains("未见已确认的关联")), (vec!["D01@duty-2".to_owned()], true));
    assert_eq!(ask("D01", &sample()).keys, ["D01@duty-9", "D01@duty-10", "D01@duty-12", "D01@duty-13"]);
}

#[test]
fn d01_the_sample_whose_four_lone_duties_go_passes() {}

#[test]
fn d02_work_serves_a_duty_by_link_or_by_wording() {
    let alien = both(&["负责水文站网运行维护"], &["更新水文站设备", "举办足球联赛", "抓好党建引领"]);
    assert_table(
        "D02",
        &[
            (alien.clone(), Warn, "任务“举办足球联赛"),
            (both(&["负责水文站网运行维护"], &["更新水文站设备"]), Pass, "措辞相近"),
            (json!({"duties": [{"text": "甲"}]}), Skip, "未列重点工作任务"),
        ],
    );
    assert_eq!(ask("D02", &alien).keys, ["D02@work-2"]);
    let confirmed = review(&[(Kind::Link, "duty-1+work-2", json!("yes"))]);
    assert_eq!(ask_by("D02", &alien, &confirmed, &base()).keys, ["D02@work-1"]);
}

#[test]
fn d03_described_work_states_a_number_or_an_outcome() {
    let work = |title: &str, text: &str| json!({"work_items": [{"title": title, "text": text}]});
    assert_table(
        "D03",
        &[
            (work("简政放权", "简政放权。精简市级权力，部分权力交由镇街行使"), Warn, "未见数量或具体成果"),
            (work("简政放权", "简政放权。精简市级权力 12 项"), Pass, "1 项"),
            (work("创新平台", "创新平台。国家实验室揭牌"), Pass, "1 项"),
            (work("简政放权", "简政放权"), Skip, "仅列名称"),
            (json!({"duties": []}), Skip, "未列重点工作任务"),
        ],
    );
}
