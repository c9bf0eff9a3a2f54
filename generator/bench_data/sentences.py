"""Sentences by combination: enough alternatives that compression and search meet real variety."""

from random import Random


def words(text: str) -> list[str]:
    """The words and phrases of a text, which are parted by white space."""
    return text.split()


PLACES = words(
    """
    山脚下 河边 县城南头 老城墙旁 新城广场边 茶山下 铁路桥东 汽车站后面 果园中间 湖边
    高速出口旁 工业园里 集市对面 林场旁 水库下游 草原边上 古镇西口 开发区北门 医院隔壁
    体育场边
    """
)
GOODS = words(
    """
    车间新装了通风 图书室开到晚上九点 每层楼都有饮水机 操场晚上有灯 食堂有三个窗口
    门口就有公交 宿舍楼下有洗衣房 实训室周末也开 每间教室都有暖气片 校医每天都在
    有一片自己的菜地 老师办公室就在车间旁 有一间安静的自习室 打印不要钱 有专门的补习课
    每周五放一场电影 有学生自己办的小卖部 冬天发热水袋 篮球队每年去州里比赛 设了家长接待室
    """
)
WAYS = words(
    """
    老师先做一遍，你跟着做一遍 两个人一组，一个做一个看 做错了不要紧，拆了重来
    每做完一件，老师当场量 先在纸上画清楚再动手 每周五把这周的活再做一次
    师傅从厂里来，带着做真活 不会的记在本子上，第二天问 先看录像，再上机器
    从最简单的一样做起 谁先会了，就去教同桌 一次只学一样，学会再走
    """
)
FIRST = words(
    """
    认工具 看图纸 量尺寸 学安全规矩 练手上的稳劲 认材料 背操作步骤 学画草图 记账写单子
    学急救 认标志和颜色 打字和做表格
    """
)
THEN = words(
    """
    拆开再装好 找毛病 配料和称量 做第一件成品 换零件 写记录单 和客人说话 调机器 看数据
    修坏掉的旧件 画出零件图 打包和收发
    """
)
LAST = words(
    """
    到企业跟师傅 独立做一件活 参加考级 做毕业作品 到学校的小店值班 带新同学
    去乡镇做一次服务 参加州里的比赛
    """
)
MORNINGS = words(
    """
    早读之后上两节文化课 七点半集合点名 八点进教室学图纸 早上先讲昨天的错 八点先学安全
    早上练半小时普通话
    """
)
NOONS = words(
    """
    十点进车间 十点半换工服 十点上机器 中午一起吃饭 午休一小时 十一点去看别的班怎么做
    """
)
EVENINGS = words(
    """
    下午接着做到四点半 四点半收工具擦地 下午一半人做一半人看 晚上自习到八点半 晚上可以打球
    五点开个小会说说今天
    """
)
RULES = words(
    """
    初中毕业就能报 不看分数线 谈一次话就行 数学差的开学先补 路远的可以网上面谈
    没学过也能从头学 身体条件写在专业页里 带户口簿和毕业证来报到
    """
)
STEPS = words(
    """
    去厂里上班|多数从学徒做起 接着读高级工|再读两年，课更难
    考大专|参加单独招生，专业课占一半 回家自己干|学校帮着写计划和办证
    去外省|有老师带队，一起租房 留在本地|县里每年有一场招聘会
    考更高一级的证|每年两次，学校报名 到结对学校进修|住一学期，来回路费报销
    """
)
JOBS = words(
    """
    工厂的操作工 装配工 维修工 质检员 仓库管理员 安装队的技工 店里的学徒 技术服务员
    实验员 绘图员 调度员 售后人员 养护员 巡检员 培训助理 带班师傅
    """
)
HARDS = words(
    """
    一站就是半天 手上常有油 要上夜班 夏天热冬天冷 要记的东西多 动作要细 味道有点大
    有时要爬高 盯屏幕眼睛累 赶工时很忙 要和各种人说话 一个错就要重做
    """
)
THINGS = words(
    """
    机床 发动机 电路 网线 面点 茶叶 木器 皮具 温室 水泵 电机 模具 钢筋 砌墙 油漆
    果树 饲料 牛羊 蜂箱 药材 化验 印刷 刺绣 陶器 镜头 音响 冷库 电梯 光伏板 风机
    锅炉 阀门 焊缝 轴承 液压 齿轮 面料 版型 妆发 餐台 客房 导览 账册 货架 分拣
    装箱 叉车 挖机 测量 地图 数据 网店 直播 动画 海报 展柜 消防 急救 康复 托育
    """
)
DOINGS = words(
    """
    加工 装配 维修 检测 安装 调试 养护 运营 设计 制作 管理 服务 种植 养殖 检验
    操作 回收 编程 测量 包装
    """
)


def pick(random: Random, words: list[str], count: int) -> list[str]:
    """Different words, in a random order."""
    return random.sample(words, min(count, len(words)))


def introduction(random: Random, county: str, students: int) -> str:
    """Three or four paragraphs about a college in a county."""
    first, second, third, fourth = pick(random, GOODS, 4)
    way, other = pick(random, WAYS, 2)
    return "\n\n".join(
        [
            f"学校在{county}{random.choice(PLACES)}，一共 {students} 个学生。{first}，{second}。",
            f"上课的办法很简单：{way}。{other}，这是我们的规矩。",
            f"{third}。宿舍 {random.choice([4, 6, 8])} 个人一间，"
            f"热水从 {random.choice([17, 18, 19])} 点到 {random.choice([21, 22])} 点。",
            f"{fourth}。想来看看的，{random.choice(['周三', '周四', '周末'])}下午随时来，"
            f"带 {random.randint(1, 4)} 个人也行。",
        ]
    )


def lessons(random: Random) -> str:
    first, basics = pick(random, FIRST, 2)
    then, more = pick(random, THEN, 2)
    return (
        f"第一年{first}、{basics}，第二年{then}、{more}，"
        f"最后{random.choice(LAST)}。{random.choice(WAYS)}。"
    )


def day(random: Random) -> str:
    return (
        f"{random.choice(MORNINGS)}，{random.choice(NOONS)}。"
        f"{random.choice(EVENINGS)}，{random.choice(WAYS)}。"
    )


def entry_rule(random: Random) -> str:
    one, other = pick(random, RULES, 2)
    return f"{one}，{other}。"


def next_steps(random: Random) -> list[dict[str, str]]:
    steps = (step.split("|") for step in pick(random, STEPS, random.randint(2, 3)))
    return [{"title": title, "text": f"{text}。"} for title, text in steps]
