//! One character for one word: forms that fonts keep for compatibility become the standard ones.
//!
//! The map of a font goes from shapes to characters, and one shape may stand for several: 一 is
//! stored as the radical ⼀ as often as not. Nobody who searches or checks a report means the radical.

/// What U+2F00 … U+2FD5, the radicals, stand for; 户 and 青 as they are written in simplified texts.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// Radicals of the supplement, each with what it stands for.
const SUPPLEMENT: &str = "⺁厂⺄乙⺇几⺈刀⺋卩⺌小⺍小⺎兀⺏尢⺐尢⺑尢⺒巳⺓幺⺕彐⺘手⺙攵⺚旡⺛无⺜日⺝月⺞歹⺟母⺠民⺡水⺢氺⺣火⺥爪⺧牛⺩王⺫目⺬示⺭礻⺮竹⺯纟⺱网⺵羊⺶羊⺷羊⺸羊⺹老⺺聿⺼肉⺾艹⻁虎⻂衣⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龟⻲龜⻳龟";
/// What U+F900 … U+FA6D, the ideographs kept for compatibility, stand for.
const COMPATIBILITY: &str = "豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓爐盧老蘆虜路露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀﨎﨏塚﨑晴﨓﨔凞猪益礼神祥福靖精羽﨟蘒﨡諸﨣﨤逸都﨧﨨﨩飯飼館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎懲敏既暑梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸難響頻恵𤋮舘";
/// What the vertical forms U+FE10 … U+FE16 and U+FE31 … U+FE44 stand for.
const VERTICAL: (&str, &str) = ("，、。：；！？", "—–__（）｛｝〔〕【】《》〈〉「」『』");
/// What the small forms U+FE50 … U+FE6B stand for; `?` is a gap in the row.
const SMALL: &str = "，、．?；：？！—（）｛｝〔〕＃＆＊＋－＜＞＝?＼＄％＠";
/// Shapes of the bullets and ticks that symbol fonts keep at U+F020 … U+F0FF.
const SYMBOLS: &str = "\u{F06C}●\u{F06E}■\u{F075}◆\u{F076}◆\u{F0A7}■\u{F0A8}□\u{F0B7}•\u{F0D8}➢\u{F0E8}➔\u{F0FC}✓\u{F0FE}☑\u{F0A3}□\u{F052}☑\u{F0FD}☒\u{F06F}□\u{F071}□";

/// Adds `text` to `into`, every character in its standard form; what shows nothing is left out.
/// Private characters whose shape nobody knows become U+FFFD. Returns how many those were.
pub(super) fn fold_into(into: &mut String, text: &str) -> u32 {
    let mut unknown = 0;
    for c in text.chars() {
        match fold(c) {
            Some(Folded::One(c)) => {
                unknown += u32::from(c == char::REPLACEMENT_CHARACTER);
                into.push(c);
            }
            Some(Folded::Several(letters)) => into.push_str(letters),
            None => {}
        }
    }
    unknown
}

enum Folded {
    One(char),
    Several(&'static str),
}

fn fold(c: char) -> Option<Folded> {
    let at = |row: &str, first: char| row.chars().nth(usize::try_from(u32::from(c) - u32::from(first)).ok()?);
    let beside = |pairs: &str| {
        let mut pairs = pairs.chars();
        std::iter::from_fn(|| Some((pairs.next()?, pairs.next()?))).find(|(from, _)| *from == c).map(|(_, to)| to)
    };
    let folded = match c {
        '\u{2E80}'..='\u{2EF3}' => beside(SUPPLEMENT).unwrap_or(c),
        '\u{2F00}'..='\u{2FD5}' => at(RADICALS, '\u{2F00}').unwrap_or(c),
        '\u{F900}'..='\u{FA6D}' => at(COMPATIBILITY, '\u{F900}').unwrap_or(c),
        '\u{FE10}'..='\u{FE16}' => at(VERTICAL.0, '\u{FE10}').unwrap_or(c),
        '\u{FE31}'..='\u{FE44}' => at(VERTICAL.1, '\u{FE31}').unwrap_or(c),
        '\u{FE50}'..='\u{FE6B}' => at(SMALL, '\u{FE50}').filter(|c| *c != '?').unwrap_or(c),
        '\u{FB00}' => return Some(Folded::Several("ff")),
        '\u{FB01}' => return Some(Folded::Several("fi")),
        '\u{FB02}' => return Some(Folded::Several("fl")),
        '\u{FB03}' => return Some(Folded::Several("ffi")),
        '\u{FB04}' => return Some(Folded::Several("ffl")),
        '\u{F020}'..='\u{F0FF}' => beside(SYMBOLS).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => char::REPLACEMENT_CHARACTER,
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\t' => ' ',
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{E0100}'..='\u{E01EF}' => {
            return None;
        }
        _ if c.is_control() => return None,
        _ => c,
    };
    Some(Folded::One(folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_become_the_words_they_show() {
        let mut text = String::new();
        let unknown = fold_into(&mut text, "⼀⼈⽤⻓⻚豈金﹐﹒︵ﬁ\u{A0}\u{200B}\u{F06C}\u{E000}⼾");
        assert_eq!(text, "一人用长页豈金，．（fi ●\u{FFFD}户");
        assert_eq!(unknown, 1);
    }

    #[test]
    fn every_row_is_as_long_as_what_it_stands_for() {
        for (row, count) in [(RADICALS, 0xD6), (COMPATIBILITY, 0x16E), (VERTICAL.0, 7), (VERTICAL.1, 20), (SMALL, 28), (SYMBOLS, 32)] {
            assert_eq!(row.chars().count(), count, "{row}");
        }
    }
}
