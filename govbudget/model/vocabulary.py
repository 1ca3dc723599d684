"""The fixed words of the field. Each member's value is its Chinese label, so `Stage("决算数")` works."""

from __future__ import annotations

import enum

__all__ = [
    "Budget",
    "Direction",
    "Evidence",
    "ExpenditureKind",
    "FundingSource",
    "Scheme",
    "Stage",
    "StatisticItem",
]


_COUNTING_UNITS = {"GROUPS": "个", "PEOPLE": "人次", "BATCHES": "批次", "COUNT": "辆", "EQUIPMENT": "台(套)"}
"""What the last word of an item's name counts in; vehicles of a kind are counted in 辆 too."""

_BUDGET_IDS = {
    "一般公共预算": "general",
    "政府性基金预算": "fund",
    "国有资本经营预算": "soe",
    "社会保险基金预算": "social-insurance",
}


class Budget(enum.Enum):
    """四本预算 — the four budgets (预算法 第五条). Department tables know the first three (DOMAIN A1)."""

    GENERAL = "一般公共预算"
    GOVERNMENT_FUND = "政府性基金预算"
    STATE_CAPITAL = "国有资本经营预算"
    SOCIAL_INSURANCE = "社会保险基金预算"

    @property
    def id(self) -> str:
        """The name that code lists give it: `general`, `fund`, `soe`, `social-insurance`."""
        return _BUDGET_IDS[self.value]


class FundingSource(enum.Enum):
    """资金来源 — where a department's money comes from (DOMAIN C1)."""

    APPROPRIATION = "财政拨款"
    SUPERIOR_SUBSIDY = "上级补助收入"
    INSTITUTIONAL = "事业收入"
    COMMERCIAL = "经营收入"
    SUBSIDIARY_REMITTANCE = "附属单位上缴收入"
    OTHER = "其他收入"


class ExpenditureKind(enum.Enum):
    """支出性质 — what an expenditure is for (DOMAIN C2)."""

    BASIC = "基本支出"
    PROJECT = "项目支出"
    REMITTANCE_TO_SUPERIOR = "上缴上级支出"
    COMMERCIAL = "经营支出"
    SUBSIDY_TO_SUBSIDIARY = "对附属单位补助支出"


class Stage(enum.Enum):
    """预算阶段 — how far along its year a sum was counted (DOMAIN A4)."""

    APPROVED = "年初预算数"
    ADJUSTED = "全年预算数"
    EXECUTED = "决算数"
    PRIOR = "上年决算数"


class Direction(enum.Enum):
    """收支方向 — on which side of the master identity a sum stands (DOMAIN A5)."""

    INCOME = "收入"
    EXPENDITURE = "支出"
    OPENING = "年初结转和结余"
    CLOSING = "年末结转和结余"
    USE_OF_SURPLUS = "使用非财政拨款结余"
    DISTRIBUTION = "结余分配"


class Scheme(enum.Enum):
    """分类 — which part of 政府收支分类科目 a code belongs to (预算法 第三十二条)."""

    FUNCTIONAL = "支出功能分类"
    ECONOMIC = "部门预算支出经济分类"
    GOVERNMENT_ECONOMIC = "政府预算支出经济分类"
    REVENUE = "收入分类"

    @property
    def id(self) -> str:
        """The name that files and JSON give it: `functional`, `government-economic`, …."""
        return self.name.lower().replace("_", "-")

    @property
    def lengths(self) -> tuple[int, ...]:
        """Digits of a code at each level, 类 first (DOMAIN B-02)."""
        return {"支出功能分类": (3, 5, 7), "收入分类": (3, 5, 7, 9)}.get(self.value, (3, 5))

    @property
    def levels(self) -> tuple[str, ...]:
        """类, 款, 项, 目, as many as there are."""
        return ("类", "款", "项", "目")[: len(self.lengths)]


class Evidence(enum.Enum):
    """依据 — how well a code and its name are known; the value is what data files write."""

    OFFICIAL = "official"
    ATTESTED = "attested"
    CONTINUITY = "continuity"
    UNVERIFIED = "unverified"

    @property
    def zh(self) -> str:
        """The level as a reader is told it."""
        return {
            "official": "官方",
            "attested": "公开文件可证",
            "continuity": "沿用推定",
            "unverified": "未核实",
        }[self.value]


class StatisticItem(enum.Enum):
    """统计项目 — what a department reports beside its facts (DOMAIN C4, D10, N-09b, N-10b).

    收入总计 … 财政拨款支出总计 are totals of a year whose facts the ledger does not have (docs/decisions/0011).
    """

    TRAVEL_ABROAD = "因公出国(境)费"
    VEHICLE_PURCHASE = "公务用车购置费"
    VEHICLE_OPERATION = "公务用车运行维护费"
    RECEPTION = "公务接待费"
    PROCUREMENT_GOODS = "政府采购货物"
    PROCUREMENT_WORKS = "政府采购工程"
    PROCUREMENT_SERVICES = "政府采购服务"
    OPERATING_COST_ADMINISTRATIVE = "机关运行经费(行政单位)"
    OPERATING_COST_REFERENCE = "机关运行经费(参照公务员法管理事业单位)"
    VEHICLES_MINISTERIAL = "副部(省)级及以上领导用车"
    VEHICLES_PRINCIPAL = "主要负责人用车"
    VEHICLES_CONFIDENTIAL = "机要通信用车"
    VEHICLES_EMERGENCY = "应急保障用车"
    VEHICLES_LAW_ENFORCEMENT = "执法执勤用车"
    VEHICLES_SPECIAL = "特种专业技术用车"
    VEHICLES_RETIRED = "离退休干部服务用车"
    VEHICLES_OTHER = "其他用车"
    EQUIPMENT = "单价100万元(含)以上设备(不含车辆)"
    ABROAD_GROUPS = "因公出国(境)团组数"
    ABROAD_PEOPLE = "因公出国(境)人次数"
    VEHICLE_PURCHASE_COUNT = "公务用车购置数"
    VEHICLE_OPERATION_COUNT = "公务用车保有量"
    RECEPTION_DOMESTIC = "国内接待费"
    RECEPTION_DOMESTIC_BATCHES = "国内接待批次"
    RECEPTION_DOMESTIC_PEOPLE = "国内接待人次"
    RECEPTION_FOREIGN_AFFAIRS = "外事接待费"
    RECEPTION_FOREIGN_AFFAIRS_BATCHES = "外事接待批次"
    RECEPTION_FOREIGN_AFFAIRS_PEOPLE = "外事接待人次"
    RECEPTION_OVERSEAS = "国(境)外接待费"
    RECEPTION_OVERSEAS_BATCHES = "国(境)外接待批次"
    RECEPTION_OVERSEAS_PEOPLE = "国(境)外接待人次"
    CONTRACTS_SMALL_MEDIUM = "授予中小企业合同金额"
    CONTRACTS_SMALL_MICRO = "授予小微企业合同金额"
    TOTAL_INCOME = "收入总计"
    TOTAL_EXPENDITURE = "支出总计"
    TOTAL_APPROPRIATION_INCOME = "财政拨款收入总计"
    TOTAL_APPROPRIATION_EXPENDITURE = "财政拨款支出总计"

    @property
    def counting_unit(self) -> str | None:
        """辆, 台(套), 个, 批次 or 人次 for what is counted; `None` for sums of money."""
        if self.name.startswith("VEHICLES_"):
            return "辆"
        return _COUNTING_UNITS.get(self.name.rpartition("_")[2])
