//! The figures of the department's funds by name, so that rules and supplements can point at one.

use super::{Funds, Quantity};

/// A figure of [`Funds`]; its name is the path of the file format below `funds`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FundField(usize);

/// Path, and the words of screen and paper: English, Chinese.
type Row = (&'static str, &'static str, &'static str, fn(&Funds) -> &Option<Quantity>, fn(&mut Funds) -> &mut Option<Quantity>);

macro_rules! rows {
    ($($path:literal, $en:literal, $zh:literal, $($member:ident).+;)+) => {
        &[$(($path, $en, $zh, |funds| &funds.$($member).+, |funds| &mut funds.$($member).+)),+]
    };
}

const ROWS: &[Row] = rows! {
    "initial", "initial budget", "年初预算数", initial;
    "adjusted", "adjusted budget", "调整后预算数", adjusted;
    "executed", "executed", "执行数", executed;
    "rate", "execution rate", "执行率", rate;
    "basic.budget", "basic spending, budget", "基本支出预算数", basic.budget;
    "basic.executed", "basic spending, executed", "基本支出执行数", basic.executed;
    "project.budget", "project spending, budget", "项目支出预算数", project.budget;
    "project.executed", "project spending, executed", "项目支出执行数", project.executed;
    "income", "income", "收入", income;
    "carryover", "carry-over", "结转结余", carryover;
    "final_account", "final account", "决算数", final_account;
    "three_public.abroad.budget", "trips abroad, budget", "因公出国（境）费预算数", abroad.budget;
    "three_public.abroad.actual", "trips abroad, actual", "因公出国（境）费实际支出", abroad.actual;
    "three_public.abroad.prior", "trips abroad, last year", "因公出国（境）费上年支出", abroad.prior;
    "three_public.vehicles.budget", "vehicles, budget", "公务用车费预算数", vehicles.budget;
    "three_public.vehicles.actual", "vehicles, actual", "公务用车费实际支出", vehicles.actual;
    "three_public.vehicles.prior", "vehicles, last year", "公务用车费上年支出", vehicles.prior;
    "three_public.reception.budget", "receptions, budget", "公务接待费预算数", reception.budget;
    "three_public.reception.actual", "receptions, actual", "公务接待费实际支出", reception.actual;
    "three_public.reception.prior", "receptions, last year", "公务接待费上年支出", reception.prior;
    "three_public.total.budget", "three public expenses, budget", "“三公”经费预算数", three_public.budget;
    "three_public.total.actual", "three public expenses, actual", "“三公”经费实际支出", three_public.actual;
    "three_public.total.prior", "three public expenses, last year", "“三公”经费上年支出", three_public.prior;
    "procurement.budget", "procurement, budget", "政府采购预算数", procurement_budget;
    "procurement.actual", "procurement, actual", "政府采购实际金额", procurement_actual;
    "assets.in_use", "fixed assets in use", "在用固定资产", assets_in_use;
    "assets.total", "fixed assets", "固定资产总额", assets_total;
    "staff.actual", "staff", "在职人员数", staff_actual;
    "staff.approved", "approved posts", "编制数", staff_approved;
};

impl FundField {
    /// 年初预算数.
    pub const INITIAL: Self = Self(0);
    /// 调整后预算数.
    pub const ADJUSTED: Self = Self(1);
    /// 执行数.
    pub const EXECUTED: Self = Self(2);
    /// 执行率.
    pub const RATE: Self = Self(3);
    /// 基本支出执行数.
    pub const BASIC_EXECUTED: Self = Self(5);
    /// 项目支出执行数.
    pub const PROJECT_EXECUTED: Self = Self(7);
    /// 收入.
    pub const INCOME: Self = Self(8);
    /// 结转结余.
    pub const CARRYOVER: Self = Self(9);
    /// 决算数.
    pub const FINAL_ACCOUNT: Self = Self(10);

    /// All, in the order of the format.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..ROWS.len()).map(Self)
    }

    /// The field of this path (`basic.budget`).
    pub fn named(path: &str) -> Option<Self> {
        ROWS.iter().position(|row| row.0 == path).map(Self)
    }

    /// Its path below `funds`.
    pub fn path(self) -> &'static str {
        ROWS[self.0].0
    }

    /// What it is called, in English.
    pub fn en(self) -> &'static str {
        ROWS[self.0].1
    }

    /// What it is called, in Chinese.
    pub fn zh(self) -> &'static str {
        ROWS[self.0].2
    }

    /// The figure as stated.
    pub fn of(self, funds: &Funds) -> Option<&Quantity> {
        ROWS[self.0].3(funds).as_ref()
    }

    /// Where the figure stands in a copy of the funds.
    pub fn of_mut(self, funds: &mut Funds) -> &mut Option<Quantity> {
        ROWS[self.0].4(funds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_reads_and_writes_one_figure_of_its_own() {
        let named = [
            ("initial", FundField::INITIAL),
            ("adjusted", FundField::ADJUSTED),
            ("executed", FundField::EXECUTED),
            ("rate", FundField::RATE),
            ("basic.executed", FundField::BASIC_EXECUTED),
            ("project.executed", FundField::PROJECT_EXECUTED),
            ("income", FundField::INCOME),
            ("carryover", FundField::CARRYOVER),
            ("final_account", FundField::FINAL_ACCOUNT),
        ];
        assert!(named.iter().all(|(path, field)| FundField::named(path) == Some(*field)));
        for field in FundField::all() {
            let mut funds = Funds::default();
            *field.of_mut(&mut funds) = Some(Quantity::parse("1"));
            let stated: Vec<&str> = FundField::all().filter(|other| other.of(&funds).is_some()).map(FundField::path).collect();
            assert_eq!(stated, [field.path()]);
        }
    }
}
