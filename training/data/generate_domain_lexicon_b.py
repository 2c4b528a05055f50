"""Writes domain_lexicon_b.train.jsonl: words of each field in short requests, five languages.

The rows teach the words of the 14 domains in Chinese, Spanish, French, German and Portuguese. The
frames say nothing about the field and each is dealt equally to all fields. In a German word list
`*` marks a plural that its form does not show; articles stand in the nominative. `[a|b]` in a frame
is the singular and the plural of a word, `{t4}` a term in the German accusative.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from generate_common import SEED, Row, read_blocks, row, write

ROWS = 60
SHARE_OF_CARELESS = 0.15

FRAMES = {
    "zh": """
{t}是什么意思
{t}到底是怎么回事?
给我讲讲{t}
能用大白话解释一下{t}吗
我想了解一下{t},从哪里开始比较好?
关于{t},有哪些常见的误解
{t}为什么这么重要
帮我写一段两百字左右的介绍,主题是{t}
孩子问我{t},我答不上来,怎么跟他说
刚才看视频提到{t},没太听懂
说说{t}吧,简短一点
{t}有什么值得知道的
列五个关于{t}的要点
有个关于{t}的问题想请教
{t}这一块我一直搞不清楚,能举个例子吗
我一点基础都没有,{t}能不能讲简单点
我朋友昨天一直在聊{t},我完全插不上话,帮我补补课
{t},求科普
为什么大家都在说{t}
最近在琢磨{t},有什么建议吗
你怎么看{t}
帮我整理一份{t}的笔记
请用三句话概括{t}
{t}最容易出错的地方在哪
想找点关于{t}的资料,推荐什么
明天要跟别人讲{t},帮我列个提纲
有人跟我说{t}没什么好研究的,真是这样吗?
{t}跟我们平时的生活有什么关系
你好,我想问问{t}的事
出三道关于{t}的小测验,附答案
下班路上突然想到{t},越想越糊涂
把{t}讲给一个十岁的小朋友听
""",
    "es": """
¿me explicas {t}?
¿Qué [es|son] {t}?
Háblame de {t}
no entiendo {t}, ayuda
Tengo una duda sobre {t}
¿Qué hay que saber sobre {t}?
Explícame {t} con palabras sencillas, por favor
¿Por qué [es tan importante|son tan importantes] {t}?
Resume en tres frases lo esencial de {t}
oye, ¿y {t}? no me queda claro
Dame cinco datos curiosos sobre {t}
Mi hijo me ha preguntado por {t} y no supe qué contestar
Ayer estuvimos hablando de {t} y cada uno decía una cosa distinta. ¿Me lo aclaras?
¿Me das un ejemplo para entender {t}?
Quiero aprender más sobre {t}, ¿por dónde empiezo?
Hola, busco información sobre {t}
Escribe un texto corto sobre {t}
¿Cuáles son los errores más comunes con {t}?
cuéntame algo de {t} que no sepa casi nadie
vi un video sobre {t} y me quedé con dudas
¿Qué opinas de {t}?
Hazme un esquema con lo más importante de {t}
Necesito consejo sobre {t}
¿Qué tiene que ver {t} con la vida diaria?
Prepárame tres preguntas con respuesta sobre {t}
Siempre me lío con {t}, ¿hay alguna forma fácil de verlo?
Me hablaron de {t} y me dio vergüenza preguntar
¿Es verdad todo lo que se dice de {t}?
Estoy empezando desde cero con {t}
Mañana tengo que hablar de {t} delante de un grupo. Ayúdame con un guion breve
¿Qué pasa con {t}?
una pregunta rápida: ¿qué importancia [tiene|tienen] {t}?
""",
    "fr": """
tu peux m'expliquer {t} ?
C'est quoi {t} ?
Parle-moi de {t}
j'ai du mal avec {t}, un coup de main ?
J'ai une question sur {t}
Que faut-il savoir sur {t} ?
Explique-moi {t} avec des mots simples, s'il te plaît
Pourquoi {t}, c'est si important ?
Résume en trois phrases l'essentiel sur {t}
et {t}, en gros, c'est quoi l'idée ?
Donne-moi cinq infos peu connues sur {t}
Mon fils m'a posé une question sur {t} et je n'ai pas su répondre
Hier soir on a discuté de {t} et personne n'était d'accord. Tu peux clarifier ?
Tu aurais un exemple pour comprendre {t} ?
Je voudrais en apprendre plus sur {t}, par où commencer ?
Bonjour, je cherche des infos sur {t}
Écris un petit texte sur {t}
Quelles sont les erreurs les plus courantes avec {t} ?
j'ai vu une vidéo sur {t} mais je n'ai pas tout suivi
Qu'est-ce que tu penses de {t} ?
Fais-moi une fiche sur {t}
Il me faudrait un conseil à propos de {t}
Quel rapport entre {t} et la vie de tous les jours ?
Prépare trois petites questions avec réponses sur {t}
Je m'embrouille toujours avec {t}, il y a une façon simple de voir ça ?
On m'a parlé de {t} et je n'ai pas osé demander
C'est vrai tout ce qu'on raconte sur {t} ?
je pars de zéro : {t}, ça me dépasse
Demain je dois parler de {t} devant un groupe, aide-moi à faire un plan
petite question : {t}, ça se passe comment ?
J'hésite encore sur {t}, qu'en dis-tu ?
Raconte-moi quelque chose d'étonnant sur {t}
""",
    "de": """
Was [ist|sind] {t}?
kannst du mir {t4} erklären?
Erzähl mir was über {t4}
ich hab eine Frage zum Thema: {t}
Was sollte man über {t4} wissen?
Erklär mir bitte {t4} in einfachen Worten
Warum [ist|sind] {t} so wichtig?
Fass das Wichtigste über {t4} in drei Sätzen zusammen
{t} – ich blick da nicht durch
Nenn mir fünf überraschende Fakten über {t4}
Mein Sohn hat mich über {t4} ausgefragt und ich wusste keine Antwort
Gestern haben wir lange über {t4} diskutiert und jeder sagte was anderes. Was stimmt denn nun?
Hast du ein Beispiel, an dem ich {t4} besser verstehe?
Ich will mehr über {t4} lernen, wo fange ich an?
Hallo, ich suche Infos über {t4}
Schreib einen kurzen Text über {t4}
Welche Irrtümer gibt es über {t4}?
hab ein Video über {t4} gesehen und nur die Hälfte verstanden
Was hältst du von folgendem Thema: {t}?
Mach mir einen Spickzettel: {t}
Ich brauche einen Rat, es geht um {t4}
Welche Rolle [spielt|spielen] {t} im Alltag?
Stell mir drei Quizfragen über {t4}, mit Lösung
Ich komme bei dem Thema immer durcheinander: {t}. Geht das auch einfach?
Alle reden über {t4} und ich trau mich nicht zu fragen
Stimmt alles, was man so über {t4} hört?
fange bei null an: {t}, was muss ich wissen
Morgen soll ich vor einer Gruppe über {t4} sprechen. Hilf mir mit einer Gliederung
Kurze Frage zu einem Stichwort: {t}. Was steckt dahinter?
Denk dir einen guten Einstieg aus für einen Artikel über {t4}
Worauf kommt es an, wenn man sich für {t4} interessiert?
mal ganz blöd gefragt, wieso [ist|sind] {t} überhaupt ein Thema?
""",
    "pt": """
me explica {t}?
O que [é|são] {t}?
Fala um pouco sobre {t}
não entendo {t}, me ajuda
Tenho uma dúvida sobre {t}
O que é preciso saber sobre {t}?
Explique {t} com palavras simples, por favor
Por que [é tão importante|são tão importantes] {t}?
Resuma em três frases o essencial sobre {t}
e {t}, como fica isso?
Cite cinco curiosidades sobre {t}
Meu filho perguntou sobre {t} e eu não soube responder
Ontem a gente conversou sobre {t} e cada um disse uma coisa. Pode esclarecer?
Tem algum exemplo para entender {t}?
Quero aprender mais sobre {t}, por onde começo?
Oi, estou procurando informação sobre {t}
Escreve um texto curto sobre {t}
Quais são os erros mais comuns com {t}?
vi um vídeo sobre {t} e fiquei com dúvidas
O que você acha de {t}?
Faz um resumo em tópicos sobre {t}
Preciso de um conselho sobre {t}
O que {t} [tem|têm] a ver com o dia a dia?
Prepara três perguntas com resposta sobre {t}
Sempre me enrolo com {t}, existe um jeito fácil de entender?
Todo mundo fala de {t} e eu fico com vergonha de perguntar
É verdade tudo o que dizem de {t}?
Estou começando do zero, {t} ainda é um mistério para mim
Amanhã vou falar de {t} para um grupo. Me ajuda com um roteiro curto
Podias explicar-me {t} com calma?
rapidinho: qual a importância de {t}?
me conta algo de {t} que quase ninguém sabe
""",
}

# Two terms of one field.
PAIRS = {
    "zh": """
{a}和{b}有什么关系?
{a}跟{b},先了解哪个好
分别介绍一下{a}和{b}
我总把{a}和{b}混在一起
先讲{a},再讲{b},都简单点
两个问题:一是{a},二是{b}
""",
    "es": """
¿Qué relación hay entre {a} y {b}?
Explícame primero {a} y después {b}
Dos cosas: {a} y también {b}
Tengo dudas sobre {a} y sobre {b}
¿Por dónde empiezo, por {a} o por {b}?
Haz un resumen corto con dos apartados, uno sobre {a} y otro sobre {b}
""",
    "fr": """
Quel lien entre {a} et {b} ?
Explique-moi d'abord {a}, ensuite {b}
Deux choses : {a} et aussi {b}
J'ai des questions sur {a} et sur {b}
Je commence par quoi, {a} ou {b} ?
Fais un court résumé en deux parties, l'une sur {a}, l'autre sur {b}
""",
    "de": """
Zwei Themen, bitte kurz: {a} und {b}
Erklär mir erst {a4}, dann {b4}
Ich hab Fragen über {a4} und über {b4}
Womit fange ich an: {a} oder {b}?
Was verbindet {a4} und {b4}?
Schreib eine kurze Übersicht mit zwei Teilen, einer über {a4}, einer über {b4}
""",
    "pt": """
Qual a relação entre {a} e {b}?
Me explica primeiro {a} e depois {b}
Duas coisas: {a} e também {b}
Tenho dúvidas sobre {a} e sobre {b}
Por onde começo, {a} ou {b}?
Faz um resumo curto em duas partes, uma sobre {a} e outra sobre {b}
""",
}

PLURAL = {"zh": r"$^", "es": r"l[oa]s\b", "fr": r"les\b", "de": r"\*", "pt": r"[oa]s\b"}

# Preposition and article that grow together where a term meets its frame.
CONTRACTIONS = {
    "zh": [],
    "es": [(r"\bde el\b", "del"), (r"\ba el\b", "al")],
    "fr": [(r"\bde le\b", "du"), (r"\bde les\b", "des"), (r"\bde (?=une?\b|[AEIOUÉ])", "d'")],
    "de": [],
    "pt": [(r"\bde ([oa]s?)\b", r"d\1")],
}

GERMAN_ACCUSATIVE = [
    (r"^mein ", "meinen "),
    (r" der Große$", " den Großen"),
    (r"^der (\w+e) (?=[A-ZÄÖÜ])", r"den \1n "),
    (r"^der ", "den "),
    (r"^(den .*?\b(?:Name|Wille|Friede))\b", r"\1n"),
    (r"^(den .*?\b(?:Präsident|Reaktant))\b", r"\1en"),
]

CHINESE = """
@biology
光合作用|有丝分裂|减数分裂|DNA双螺旋|信使RNA|染色体|细胞核|细胞膜|线粒体|叶绿体|核糖体|酶的催化
蛋白质合成|隐性基因|孟德尔的豌豆实验|基因突变|自然选择|达尔文进化论|人类的祖先|尼安德特人这个物种
三叶虫化石|生物分类学|无脊椎动物|海洋哺乳动物|候鸟迁徙|鸟叫|猫的呼噜声|狗的嗅觉|蜜蜂授粉
蚂蚁的社会分工|蜘蛛网|毒蛇的毒液|蝌蚪变青蛙|毛毛虫化蝶|变色龙变色|章鱼的三颗心脏|水母|珊瑚礁
浮游生物|鲨鱼|鱼鳃|熊的冬眠|夜行动物|食物链|湿地生态系统|生物多样性|外来入侵物种|濒危动物
大熊猫的食性|捕食者和猎物|共生关系|地衣|蘑菇和真菌|土壤里的细菌|噬菌体|食虫植物|树的年轮|植物的根
种子发芽|秋天落叶|叶绿素|气孔|无性繁殖|胚胎干细胞|克隆羊多莉|CRISPR基因编辑|内环境稳态|萤火虫发光
蝙蝠的回声定位|牛的反刍|带羽毛的恐龙|生态位|草履虫|企鹅求偶|杂交水稻的遗传原理
@business
商业计划书|市场调研|营销方案|门店毛利率|利润表|公司的资产负债表|现金流|拖欠的货款|难缠的客户
不靠谱的供应商|个体户注册|股权分配|天使投资|融资路演|创业公司|加盟店|网店运营|直播带货|私域流量
销售漏斗|客户留存|售后服务|电话销售|品牌定位|目标客户群|广告语|公司起名|SWOT分析|竞争对手分析
盈亏平衡点|投资回报率|产品定价|店铺促销|会员制|商业模式|营业额|开发票|报销流程|固定资产折旧
流动资金|内部审计|库存管理|供应链|物流配送|业务外包|项目管理|季度目标|KPI考核|OKR|部门周会|会议纪要
年终总结|绩效面谈|求职面试|自我介绍简历|跳槽|涨工资|商务谈判|招聘|人力资源|带团队|企业文化
新员工培训|销售提成|公司并购|基金定投|股票账户|养老理财|小微企业贷款|奶茶店创业|公众号运营|跨境电商
给老板的汇报|商务邮件|年会策划
@chemistry
元素周期表|共价键|离子键|酸和碱|醋的pH值|酸碱滴定|缓冲溶液|氧化还原反应|铁生锈|铜绿|化学方程式配平
物质的量|摩尔质量|物质的量浓度|过量反应物|稀有气体|碱金属|卤素|碳的同位素|电子排布式|电负性|氢键
范德华力|电子式|烃|烷烃|烯烃|苯|醇和酮|酯化反应|高分子聚合物|尼龙|浓硫酸|稀盐酸|烧碱|小苏打和白醋
84和洁厕灵混合|双氧水|电解水|水果电池|催化剂|反应速率|化学平衡|勒夏特列原理|焓变|放热反应|甲烷燃烧
蒸馏|色谱法|食盐结晶|皂化反应|表面活性剂|美拉德反应的分子机理|烟花的颜色|焰色反应|石蕊试纸|饱和溶液
溶质和溶剂|胶体|化合价|有机物命名|氨气|氯化钠|碳酸钙|硬水软化|干冰|铝的腐蚀|实验室玻璃仪器|锥形瓶
同分异构体|手性分子|官能团|sp3杂化|原电池|工业合成氨
@computer science
死循环|Python变量|递归函数|面向对象编程|Java类的继承|C语言指针|链表|二叉搜索树|算法复杂度|大O表示法
快速排序|哈希表|SQL数据库|SQL的join|数据库索引|REST接口|404错误|服务器报500|Git合并冲突|Git分支
Docker容器|Kubernetes|Linux命令行|Linux文件权限|防火墙|端到端加密|公钥密码|电脑病毒|勒索软件
钓鱼网站|IP地址|DNS解析|HTTPS协议|浏览器cookie|内存条|固态硬盘|多核处理器|训练AI的显卡|多线程|死锁
编译器|Rust语言|JavaScript的Promise|React hooks|CSS居中|HTML标签|Excel的VLOOKUP|Excel宏|正则表达式
机器学习|神经网络|大语言模型|过拟合|二进制|单元测试|代码调试|空指针异常|持续集成|云服务器|开源软件
安卓开发|微信小程序开发|JSON格式|CSV文件乱码|SQL注入|两步验证|JWT令牌|浏览器缓存|Windows蓝屏
重装系统|硬盘备份|虚拟机|微服务|前端框架|Shell脚本|爬虫
@economics
通货膨胀|通货紧缩|GDP|人均收入|供给和需求|需求价格弹性|机会成本|央行加息|货币政策|财政政策|财政赤字
政府债务|青年失业率|失业率统计|最低工资和就业|劳动力市场|贫富差距|基尼系数|贸易顺差|关税|自由贸易
经济全球化|贸易保护主义|比较优势|人民币汇率|货币贬值|恶性通胀|金本位|房地产泡沫|2008年金融危机
经济衰退|经济周期|滞胀|CPI|PPI|购买力平价|房价和供需|价格管制|垄断市场|寡头市场|完全竞争市场|外部性
公共物品|公地悲剧|市场失灵|累进税的经济效应|拉弗曲线|菲利普斯曲线|凯恩斯主义|财政乘数|货币数量论
货币主义学派|看不见的手|市场经济|计划经济|全民基本收入|边际效用|规模经济|劳动生产率|经济增长
发展中国家的经济|地下经济|国际货币基金组织|美联储|印钞票|存款准备金率|总需求|消费者剩余|油价冲击
市场里的纳什均衡|贫困陷阱|替代品和互补品|碳交易市场|居民储蓄率|中等收入陷阱|人口红利
@engineering
钢筋混凝土|钢梁|悬索桥|房屋地基|承重墙|外墙保温|汽油发动机|柴油机|变速箱|离合器|ABS防抱死|涡轮增压
正时皮带|三相电机|变压器|家里的配电箱|漏电保护器|接地线|电线线径|屋顶光伏板|光伏逆变器|风力发电机
水电站大坝|核电站的反应堆|空气能热泵|离心水泵|安全阀|液压系统|气缸|滚珠轴承|齿轮传动|高强度螺栓
氩弧焊|3D打印机|PLA耗材|数控机床|车床|CAD图纸|加工公差|金属疲劳|304不锈钢|碳纤维材料|机械臂
PLC编程控制柜|PID控制器|工业传感器|Arduino开发板|H桥电路|开关电源|印刷电路板|去耦电容|运算放大器
ESP32|电动车电池组|充电桩|磁悬浮列车|盾构机|城市排水管网|污水处理厂|沥青路面|电梯结构|塔吊|机翼设计
喷气发动机|可回收火箭|自制无人机|换热器|壁挂炉|中央空调制冷系统|电气原理图|抗震设计|有限元分析
新风系统|设备预防性维护|步进电机|示波器
@health
头疼|偏头痛|发高烧|感冒|流感|干咳|嗓子疼|扁桃体发炎|过敏性鼻炎|哮喘|高血压|胆固醇偏高|二型糖尿病
血糖|贫血|缺铁|维生素D|布洛芬|对乙酰氨基酚|抗生素|流感疫苗|避孕药|痛经|怀孕|母乳喂养|宝宝肠绞痛
孩子发烧|水痘|腰疼|坐骨神经痛|腰椎间盘突出|脚踝扭伤|腱鞘炎|膝盖积液|关节炎|胃酸反流|胃炎|拉肚子
便秘|肠易激综合征|乳糖不耐受|麸质过敏|肾结石|尿路感染|失眠|睡眠呼吸暂停|站起来头晕|心慌|心肌梗死
中风|青春痘|湿疹|可疑的痣|晒伤|蚊子包|脱发|蛀牙|智齿发炎|牙龈出血|老花眼|隐形眼镜|结膜炎|中耳炎
减肥餐|间歇性断食|蛋白质摄入|戒烟|宿醉|验血报告|核磁共振检查|甲状腺结节|乳腺癌|更年期|急救|脂肪肝
痛风|颈椎病|伤口感染
@history
法国大革命|第二次世界大战|第一次世界大战|罗马帝国|君士坦丁堡陷落|欧洲中世纪|十字军东征|黑死病
文艺复兴|大航海时代|哥伦布|阿兹特克帝国|印加帝国|秦始皇|兵马俑|春秋战国|商鞅变法|楚汉之争|汉武帝
丝绸之路|三国鼎立|赤壁之战|隋朝大运河|唐太宗|武则天|安史之乱|宋太祖|王安石变法|岳飞|成吉思汗|忽必烈
朱元璋|郑和下西洋|明朝锦衣卫|康熙皇帝|乾隆盛世|鸦片战争|太平天国|洋务运动|甲午战争|戊戌变法|义和团
慈禧太后|辛亥革命|孙中山|五四运动|北洋军阀|长征|抗日战争|南京大屠杀|解放战争|抗美援朝
改革开放的历程|科举制度|甲骨文的发现|冷战|柏林墙|古巴导弹危机|十月革命|斯大林|纳粹德国|犹太人大屠杀
诺曼底登陆|广岛原子弹|拿破仑|滑铁卢战役|工业革命|美国南北战争|美国独立战争|古埃及|法老|克娄巴特拉
两河文明|古希腊城邦|亚历山大大帝|凯撒|角斗士|维京人|日本武士|明治维新|奥斯曼帝国
@law
租房合同|押金不退|强制搬离|违法辞退|经济补偿金|竞业限制|劳动仲裁|试用期辞退|未签劳动合同|工伤认定
协议离婚|孩子抚养权|抚养费|婚前财产|夫妻共同债务|彩礼返还|遗嘱|法定继承|遗产分割|赠与合同|诈骗报案
报警回执|取保候审|刑事拘留|缓刑|借条|民间借贷|起诉欠款|强制执行|失信被执行人|诉讼时效|行政复议
交通事故责任|交通罚单申诉|酒驾处罚|醉驾入刑|盗窃罪|过失致人死亡|正当防卫|无罪推定|犯罪记录|法律援助
辩护律师|公证处|房产过户|房屋产权|高空抛物责任|邻居噪音纠纷|物业纠纷|霸王条款|七天无理由退货
假一赔三|消费者权益|个人信息保护法|著作权|论文抄袭的法律责任|专利申请|商标侵权|肖像权|名誉权|诽谤罪
居留许可|加入国籍|宪法条文|最高人民法院|民法典|刑法|司法解释|授权委托书|口头合同|违约金|定金和订金
保密协议|侵权责任|保险拒赔|职场性骚扰起诉|监护权|收养手续|引渡|仲裁条款
@math
分数加减法|质数|鸡兔同笼|百分比计算|平方根|一元二次方程|求根公式|二元一次方程组|勾股定理|圆的面积
球的体积|圆周率|对数|导数|链式法则|不定积分|定积分|分部积分|函数极限|洛必达法则|泰勒展开|微分方程
矩阵乘法|行列式|向量点积|特征值|复数|无理数|最大公约数|最小公倍数|竖式除法|负指数|因式分解
完全平方公式|二项式定理|杨辉三角|斐波那契数列|等差数列|等比数列求和|无穷级数|掷骰子的概率|排列组合
抽屉原理|平均数和中位数|标准差|正态分布|二项分布|贝叶斯定理|线性回归|置信区间|假设检验|正弦定理
余弦定理|三角函数|弧度制|直线方程|抛物线顶点|椭圆焦点|双曲线渐近线|函数定义域|反函数|指数函数
数学归纳法|集合论|阿贝尔群|同余|黎曼猜想|哥德巴赫猜想|三角形内角和|长方形周长|正多边形|角平分线
辅助线|九九乘法表|负数|绝对值|不等式|立体几何|拓扑学|幻方|小数点移位|费马大定理
@other
西红柿炒鸡蛋|红烧肉的做法|快手晚饭|电饭锅蛋糕|包饺子|火锅底料|去云南旅游|三亚的海滩|周末去杭州
登机行李|高铁票改签|澳大利亚的首都|非洲的河流|挪威国旗|明天的天气|周末会不会下雨|周日的球赛
中超联赛|世界杯|乒乓球规则|半程马拉松|诺兰的新电影|热播电视剧|综艺节目|爱情喜剧片|星球大战系列
周杰伦的歌|吉他和弦|音乐节|表妹的婚礼|送男朋友的礼物|妈妈的生日|第一次约会|前任发来的消息
母亲节的花|地毯上的红酒渍|洗衣机洗袜子|衣柜收纳|参加婚礼穿什么|短发发型|美甲|纹身图案|填字游戏
跟儿子下象棋|桌游|马里奥赛车|王者荣耀|我的世界|冷笑话|脑筋急转弯|写给妹妹的诗|给小狗起名字|遛狗
星座运势|彩票|法国总统|各国议会选举|跳蚤市场|搬家|客厅墙面颜色|卧室窗帘|春节祝福语|万圣节装扮
跨年派对|手冲咖啡|绍兴黄酒|无酒精鸡尾酒|广式早茶|爬黄山|床头那本小说|哈利波特|成语接龙|英语发音
织毛衣|旅行照片|自己烤面包|麻将|广场舞|和闺蜜吵架|朋友圈文案
@philosophy
柏拉图的洞穴寓言|亚里士多德的德性伦理学|绝对命令|功利主义|电车难题|自由意志|决定论|人生的意义
存在主义|加缪的荒诞|萨特的他人即地狱|尼采的超人|上帝已死|永恒轮回|斯多葛主义|马可·奥勒留的沉思录
伊壁鸠鲁主义|犬儒学派的第欧根尼|苏格拉底的产婆术|智者学派|柏拉图的理念论|理想国里的哲学王|形而上学
本体论|认识论|休谟的经验论|唯理论|笛卡尔的怀疑|我思故我在|身心二元论|意识的难问题|塞尔的中文屋
忒修斯之船|洛克的人格同一性|奥卡姆剃刀|上帝存在的证明|本体论论证|恶的问题|帕斯卡的赌注|道德相对主义
虚无主义|怀疑论|唯我论|胡塞尔的现象学|海德格尔的此在|黑格尔的辩证法|主奴辩证法|马克思的异化概念
叔本华的意志|莱布尼茨的单子|斯宾诺莎的实体|卢梭的社会契约|霍布斯的利维坦|罗尔斯的无知之幕
关怀伦理学|辛格的动物伦理|平庸之恶|福柯的权力观|德里达的解构|维特根斯坦的语言游戏|逻辑实证主义
波普尔的可证伪性|说谎者悖论|幸福的哲学含义|美学里的美|真理的符合论|道家的无为|庄周梦蝶|老子的道
孔子的仁|孟子的性善论|荀子的性恶论|王阳明的心学|知行合一|朱熹的理学|墨家的兼爱|白马非马|佛学里的空
前苏格拉底哲学|赫拉克利特的河流
@physics
万有引力|牛顿三大定律|摩擦力|自由落体|平抛运动|惯性|汽车加速度|动能|重力势能|动量守恒|单摆|简谐振动
离心力|角动量|光速|相对论|时间膨胀|黑洞|宇宙大爆炸|暗物质|暗能量|引力波|量子力学|薛定谔的猫
不确定性原理|量子纠缠|波粒二象性|双缝干涉|光电效应|光子|夸克|希格斯玻色子|中微子|核裂变
太阳的核聚变|铀的半衰期|放射性|欧姆定律|电场强度|地球磁场|磁铁|电磁感应|麦克斯韦方程组|库仑力|静电
光的折射|彩虹|天空的蓝色|凸透镜成像|光的衍射|多普勒效应|声波|声速|琴弦共振|深海水压|阿基米德浮力
伯努利方程|表面张力|熵增|热力学第二定律|比热容|热胀冷缩|绝对零度|超导现象|等离子态|开普勒定律
月球轨道|潮汐和月球引力|失重|月球上的体重|斜面受力分析|胡克定律|激光|X射线的波长|双生子佯谬|日食
杠杆原理|大气压强
@psychology
社交恐惧|惊恐发作|抑郁情绪|低自尊|拖延症|冒名顶替综合征|回避型依恋|焦虑型依恋|依恋理论|情感依赖
情商|认知行为疗法|弗洛伊德的精神分析|潜意识|俄狄浦斯情结|荣格的原型|反复做同一个梦的心理
经典条件反射|巴甫洛夫的狗|操作性条件反射|正强化|马斯洛需求层次|皮亚杰的认知阶段|短时记忆|虚假记忆
艾宾浩斯遗忘曲线|选择性注意|确认偏误|达克效应|光环效应|认知失调|认知偏差|旁观者效应|米尔格拉姆实验
斯坦福监狱实验|服从权威|从众心理|阿希实验|自恋型人格|边缘型人格|反社会人格|强迫症|成人多动症
自闭症和情绪|创伤后应激障碍|丧亲之痛|恐惧症|害怕坐飞机|恐婚心理|病态嫉妒|孩子闹脾气的心理
青春期叛逆|心理韧性|内在动机|完美主义|情绪耗竭|反复内耗|侵入性思维|正念减压|罗夏墨迹测验|大五人格
内向性格|外向的人|智商测验|心智理论|共情能力|情感操控|PUA和煤气灯效应|手机成瘾|安慰剂的心理作用
习得性无助|舒适区|中年危机|伴侣咨询|心理防御机制|系统脱敏|孤独感|讨好型人格|原生家庭的影响
斯德哥尔摩综合征|心理咨询
"""

SPANISH = """
@biology
la fotosíntesis|las mitocondrias|la membrana celular|el ADN|el ARN mensajero|los cromosomas
la selección natural|la evolución de las especies|los genes recesivos|la división celular
los ecosistemas acuáticos|la cadena alimentaria|las abejas y la polinización|los hongos y las setas
las bacterias del suelo|el ciclo de vida de la mariposa|la metamorfosis de la rana
los animales de sangre fría|los mamíferos marinos|los pulpos y sus tres corazones
la hibernación de los osos|las migraciones de las aves|las plumas de los pájaros
el camuflaje del camaleón|las raíces de las plantas|la savia de los árboles
las hojas que caen en otoño|las semillas y la germinación|las plantas carnívoras|el liquen
los dinosaurios como animales|los fósiles de trilobites|la taxonomía de Linneo
los reinos de los seres vivos|las enzimas digestivas|las proteínas de la célula|los ribosomas
el núcleo de la célula|la herencia mendeliana|las mutaciones genéticas
la clonación de la oveja Dolly|la edición genética con CRISPR|la biodiversidad de la selva
las especies invasoras|las especies en peligro de extinción|el instinto de los animales
el veneno de las serpientes|las telarañas|las hormigas y su colonia|las medusas
el coral y los arrecifes|la simbiosis entre especies|los parásitos de los peces
la reproducción asexual|los óvulos de las plantas|la respiración de los peces|las branquias
el exoesqueleto de los insectos|la bioluminiscencia de las luciérnagas
la ecolocalización de los murciélagos|el ronroneo de los gatos|el olfato de los perros
la vista de las águilas|el ritmo circadiano de las plantas|el fitoplancton|las algas
los virus bacteriófagos|los antepasados del ser humano|el neandertal como especie|la homeostasis
las células madre embrionarias|el nicho ecológico|los depredadores y sus presas
el apareamiento de los pingüinos
@business
el plan de negocio|el estudio de mercado|la campaña de marketing
el margen de beneficio de mi tienda|la cuenta de resultados|el balance de la empresa
el flujo de caja|las facturas sin pagar|un proveedor que no cumple|la marca personal
el posicionamiento de una marca|el público objetivo|la segmentación de clientes|el embudo de ventas
la fidelización de clientes|el servicio posventa|el comercio electrónico|una tienda online
una franquicia|una startup|la ronda de inversión|los inversores ángel
el reparto de acciones entre socios|el análisis DAFO|los objetivos trimestrales del equipo
los indicadores KPI|la reunión con mi jefe|la entrevista de trabajo|la carta de presentación
el currículum|el aumento de sueldo|la negociación con un cliente|el correo a un cliente moroso
la gestión de inventario|la cadena de suministro|la logística de envíos|el presupuesto del proyecto
la gestión de proyectos|la metodología Scrum en la empresa|los recursos humanos
la selección de personal|el clima laboral de la oficina|la evaluación del desempeño
el liderazgo de equipos|el trabajo en remoto en mi empresa|los gastos de autónomo
la contabilidad de un bar|el punto de equilibrio de un negocio|el retorno de la inversión
los fondos indexados|mi cartera de acciones|el plan de pensiones|el préstamo para la empresa
la amortización contable|el activo y el pasivo|el capital circulante|la estrategia de precios
las rebajas de mi tienda|la propuesta de valor|el modelo de suscripción|el dropshipping
las redes sociales de la empresa|el eslogan de una marca|el nombre para mi negocio
la competencia en mi sector|la auditoría interna|la fusión de dos empresas
la subcontratación de servicios|la cultura de empresa|el manual de ventas
la comisión de los comerciales|el discurso de presentación para inversores
una cafetería como negocio|la responsabilidad social corporativa
@chemistry
la tabla periódica|los enlaces covalentes|el enlace iónico|los ácidos y las bases|el pH del vinagre
la valoración ácido-base|la oxidación del hierro|el óxido de cobre|las reacciones redox
el ajuste de ecuaciones químicas|el número de moles|la masa molar del agua
la molaridad de una disolución|los gases nobles|los metales alcalinos|los halógenos
los isótopos del carbono|la configuración electrónica|los orbitales del átomo|la electronegatividad
las fuerzas de Van der Waals|los puentes de hidrógeno|los hidrocarburos|los alcanos|el benceno
los alcoholes y los éteres|los ésteres|los polímeros|el plástico PET|el ácido sulfúrico
el ácido clorhídrico|la sosa cáustica|el bicarbonato con vinagre|la lejía con amoniaco
el agua oxigenada|la electrólisis del agua|la pila de limón|el catalizador de una reacción
la velocidad de reacción|el equilibrio químico|el principio de Le Chatelier|la entalpía de reacción
la reacción exotérmica|la reacción de combustión|la destilación|la cromatografía
la cristalización de la sal|la saponificación|la composición del jabón
los tensioactivos del detergente|la reacción de Maillard a nivel químico
los colores de los fuegos artificiales|el ensayo a la llama|los indicadores de pH
la disolución saturada|el soluto y el disolvente|los coloides
las aleaciones de bronce a nivel químico|el estado de oxidación|la nomenclatura orgánica
la fórmula del amoniaco|el nitrato de potasio|el cloruro de sodio|el carbonato de calcio
la cal del agua|el hielo seco|la corrosión del aluminio|los reactivos de laboratorio
el matraz Erlenmeyer|el reactivo limitante|los isómeros|la quiralidad de las moléculas
el grupo funcional carbonilo|la hibridación sp3
@computer science
el bucle infinito de mi código|las variables en Python|las funciones recursivas
la programación orientada a objetos|los punteros en C|las listas enlazadas
el árbol binario de búsqueda|la complejidad algorítmica|la notación O grande
el algoritmo de ordenación rápida|la tabla hash|la base de datos SQL|una consulta con JOIN
los índices de una base de datos|el servidor web|la API REST|el error 404
el error 500 de mi servidor|el conflicto de Git|la rama de Git|el contenedor de Docker|Kubernetes
el sistema operativo Linux|la terminal de Linux|los permisos de archivos en Linux|el cortafuegos
el cifrado de extremo a extremo|la contraseña del wifi y su cifrado|el virus informático
el ransomware|el phishing|la dirección IP|el servidor DNS|el protocolo HTTP
las cookies del navegador|la memoria RAM|el disco SSD|la tarjeta gráfica para programar IA
el procesador de varios núcleos|los hilos de ejecución|el deadlock|el compilador
el lenguaje de programación Rust|las promesas en JavaScript|los hooks de React
el CSS que no centra un div|el HTML semántico|las hojas de cálculo con macros
la fórmula BUSCARV de Excel|las expresiones regulares|el aprendizaje automático
las redes neuronales|los modelos de lenguaje|el sobreajuste de un modelo|el código binario
las pruebas unitarias|la depuración de errores|el puntero nulo|la integración continua
la nube de AWS|el código abierto|la app móvil en Flutter|el archivo JSON mal formado|el formato CSV
la inyección SQL|la autenticación en dos pasos|los tokens JWT|el caché del navegador
la pantalla azul de Windows|el formateo de un portátil|las copias de seguridad del ordenador
la criptografía de clave pública|las máquinas virtuales|los microservicios
@economics
la inflación|la deflación|el PIB|la renta per cápita|la oferta y la demanda
la elasticidad del precio|el coste de oportunidad|los tipos de interés del banco central
la política monetaria|la política fiscal|el déficit público|la deuda pública|la prima de riesgo
el desempleo juvenil|la tasa de paro|el salario mínimo y el empleo|el mercado laboral
la desigualdad de ingresos|el índice de Gini|la balanza comercial|los aranceles|el libre comercio
la globalización económica|el proteccionismo|la ventaja comparativa|el tipo de cambio del euro
la devaluación de la moneda|la hiperinflación|el patrón oro|la burbuja inmobiliaria
la crisis financiera de 2008|la recesión|el ciclo económico|la estanflación|el IPC
la cesta de la compra y el IPC|el poder adquisitivo|el precio de la vivienda y la oferta
el control de alquileres|los monopolios|el oligopolio|la competencia perfecta
las externalidades negativas|los bienes públicos|la tragedia de los comunes|los fallos de mercado
los impuestos indirectos y el consumo|los impuestos progresivos|la curva de Laffer
la curva de Phillips|el keynesianismo|el multiplicador fiscal|la teoría cuantitativa del dinero
la escuela austriaca|la mano invisible de Adam Smith|el capitalismo como sistema económico
la economía planificada|la renta básica universal|la utilidad marginal|las economías de escala
la productividad del trabajo|el crecimiento económico|los países en desarrollo
la economía sumergida|el FMI|el Banco Central Europeo|la impresión de dinero
la liquidez de la economía|la demanda agregada|el excedente del consumidor
el precio del petróleo y la economía|la teoría de juegos en los mercados|la trampa de la pobreza
los bienes sustitutivos|las remesas de los emigrantes
@engineering
el hormigón armado|las vigas de acero|los puentes colgantes|los cimientos de una casa
el muro de carga|el aislamiento térmico de la fachada|el motor de combustión|el motor diésel
la caja de cambios|el embrague del coche|los frenos ABS|el turbocompresor|la correa de distribución
el motor eléctrico trifásico|el transformador eléctrico|el cuadro eléctrico
el diferencial que salta|la toma de tierra|la sección del cable|los paneles solares del tejado
el inversor fotovoltaico|el aerogenerador|la presa hidroeléctrica|la central nuclear por dentro
la bomba de calor|la bomba de agua|la válvula de seguridad|el circuito hidráulico
el cilindro neumático|los rodamientos|los engranajes|los tornillos de alta resistencia
la soldadura TIG|la impresora 3D|el filamento PLA|la fresadora CNC|el torno|los planos en AutoCAD
las tolerancias de mecanizado|la fatiga de materiales|el acero inoxidable 316
la fibra de carbono como material|el brazo robótico|el PLC|el controlador PID
los sensores de temperatura industriales|la placa Arduino|el puente H
la fuente de alimentación conmutada|la placa de circuito impreso|los condensadores de desacoplo
el amplificador operacional|el microcontrolador ESP32|la batería de litio de un patinete
el cargador de coche eléctrico|el tren de levitación magnética|el túnel y la tuneladora
la red de alcantarillado|la depuradora|el firme de la carretera|los ascensores|las grúas torre
el ala del avión y su diseño|el motor a reacción|el cohete reutilizable|el dron casero
el intercambiador de calor|la caldera de condensación|la refrigeración industrial
el diagrama unifilar|la protección antisísmica de edificios|el análisis por elementos finitos
la ventilación mecánica|el mantenimiento preventivo de máquinas
@health
el dolor de cabeza|la migraña|la fiebre alta|el resfriado|la gripe|la tos seca|el dolor de garganta
las anginas|la alergia al polen|el asma|la tensión alta|el colesterol|la diabetes tipo 2
el azúcar en sangre|la anemia|la falta de hierro|la vitamina D|el ibuprofeno|el paracetamol
los antibióticos|la vacuna de la gripe|la pastilla anticonceptiva|la regla dolorosa|el embarazo
la lactancia|los cólicos del bebé|la fiebre de mi hijo|la varicela|el dolor de espalda|la ciática
la hernia discal|el esguince de tobillo|la tendinitis|la rodilla hinchada|la artrosis
el acidez de estómago|la gastritis|la diarrea|el estreñimiento|el colon irritable
la intolerancia a la lactosa|la celiaquía|los cálculos renales|la infección de orina|el insomnio
la apnea del sueño|el mareo al levantarse|las palpitaciones|el infarto|el ictus|el acné
la dermatitis|las manchas en la piel|las quemaduras solares|las picaduras de mosquito
la caída del pelo|la caries|el dolor de muelas|las encías que sangran|la vista cansada
las lentillas|el ojo rojo|los oídos tapados|la dieta para adelgazar|el ayuno intermitente
la ingesta de proteínas|el tabaco y cómo dejarlo|la resaca|el análisis de sangre
la resonancia magnética de rodilla|la tiroides|el cáncer de mama|la menopausia
los primeros auxilios|la herida infectada
@history
la Revolución francesa|la Segunda Guerra Mundial|la Primera Guerra Mundial|el Imperio romano
la caída de Constantinopla|la Edad Media|las cruzadas|la peste negra|el Renacimiento italiano
la Reconquista|los Reyes Católicos|el descubrimiento de América|Cristóbal Colón
la conquista de México|Hernán Cortés|el imperio azteca|los incas|los mayas|Simón Bolívar
las guerras de independencia americanas|el virreinato del Perú|la Guerra Civil española
la dictadura de Franco|la Transición española|la Segunda República|la Guerra Fría|el muro de Berlín
la crisis de los misiles|la Revolución rusa|Stalin|Hitler y el ascenso del nazismo|el Holocausto
el desembarco de Normandía|la bomba de Hiroshima|Napoleón|la batalla de Waterloo
el Congreso de Viena|la Revolución Industrial|la esclavitud en América|la guerra de Secesión
la independencia de Estados Unidos|el antiguo Egipto|las pirámides y los faraones|Cleopatra
Mesopotamia|los fenicios|la antigua Grecia|Alejandro Magno|las guerras púnicas|Julio César
los gladiadores|los visigodos|Al-Ándalus|los vikingos|Gengis Kan|la Ruta de la Seda
la dinastía Ming|los samuráis del Japón feudal|el Imperio otomano|la Inquisición
la Reforma protestante de Lutero|la Armada Invencible|la guerra de los Treinta Años|los Borbones
la guerra de Sucesión|la colonización de África|el reparto de África|el apartheid
la Revolución cubana|la Revolución mexicana|Emiliano Zapata|la guerra de las Malvinas
la dictadura de Pinochet|el feudalismo|la Prehistoria|la Edad de Bronce
@law
el contrato de alquiler|la fianza del piso|el desahucio|el despido improcedente|el finiquito
la baja voluntaria y mis derechos|el contrato temporal ilegal|la indemnización por despido
el divorcio de mutuo acuerdo|la custodia compartida|la pensión alimenticia
el régimen de gananciales|el testamento|la herencia sin testamento|la legítima
la denuncia por estafa|la querella|el juicio rápido|la orden de alejamiento|la demanda por impago
el recurso de una multa|la multa de tráfico injusta|el delito de hurto|el homicidio imprudente
la legítima defensa|la presunción de inocencia|los antecedentes penales|la libertad condicional
el habeas corpus|el abogado de oficio|el notario|la escritura de la casa
el registro de la propiedad|la servidumbre de paso|la comunidad de vecinos y sus estatutos
las cláusulas abusivas|la hipoteca con cláusula suelo|el derecho de desistimiento
la garantía legal de un producto|los derechos del consumidor|la protección de datos|el RGPD
los derechos de autor|el plagio ante la ley|el registro de una patente|la marca registrada
el derecho al olvido|el derecho a la imagen|la calumnia y la injuria|el permiso de residencia
la solicitud de asilo|la nacionalidad por residencia|la constitución y sus artículos
el Tribunal Supremo|el Tribunal Constitucional|el recurso de amparo|la jurisprudencia
el Código Civil|el Código Penal|la prescripción de una deuda|el embargo de la nómina
el poder notarial|el contrato verbal|el incumplimiento de contrato|la cláusula de confidencialidad
la responsabilidad civil|el seguro que no quiere pagar|el acoso laboral ante los tribunales
la huelga legal|la inspección de trabajo|la tutela de un menor|la adopción legal
el derecho internacional|la extradición|el arbitraje
@math
las fracciones|los números primos|la regla de tres|los porcentajes|la raíz cuadrada
las ecuaciones de segundo grado|los sistemas de ecuaciones|el teorema de Pitágoras
el área del círculo|el volumen de la esfera|el número pi|los logaritmos|las derivadas
las integrales|los límites|la regla de la cadena|la integración por partes
las ecuaciones diferenciales|las matrices|el determinante de una matriz
los vectores y el producto escalar|los valores propios|los números complejos
los números irracionales|el máximo común divisor|el mínimo común múltiplo|la división con decimales
las potencias negativas|la factorización de polinomios|los productos notables|el binomio de Newton
el triángulo de Pascal|la sucesión de Fibonacci|las progresiones geométricas|las series infinitas
la probabilidad de sacar dos ases|las combinaciones sin repetición|las permutaciones
la media y la mediana|la desviación típica|la distribución normal|el teorema de Bayes
la regresión lineal|el intervalo de confianza|el contraste de hipótesis|el seno y el coseno
la trigonometría|el teorema del coseno|los radianes|la ecuación de la recta
la parábola y su vértice|la elipse y sus focos|las asíntotas|el dominio de una función
la función inversa|la función exponencial|la demostración por inducción|la teoría de conjuntos
los grupos abelianos|la aritmética modular|el último teorema de Fermat|la hipótesis de Riemann
los ángulos de un triángulo|el perímetro del rectángulo|los polígonos regulares|la bisectriz
las tablas de multiplicar|los números negativos|el valor absoluto|las inecuaciones
la geometría euclidiana|el problema de los tres dados|la topología del donut|los cuadrados mágicos
la conjetura de Goldbach
@other
la tortilla de patatas|la receta de la paella|una cena rápida con pollo|las lentejas de mi abuela
un bizcocho sin horno|los macarrones con tomate|un viaje a Lisboa|las playas de Cádiz
un fin de semana en Roma|el equipaje de mano|el vuelo cancelado de mis vacaciones
la capital de Australia|los ríos de Sudamérica|la bandera de Noruega|el tiempo de mañana
la lluvia del fin de semana|el partido del domingo|el Real Madrid|el Mundial de fútbol
las reglas del pádel|la maratón de mi ciudad|la última película de Almodóvar|las series de Netflix
una comedia romántica|la saga de Star Wars|las canciones de Shakira|los acordes de guitarra
los conciertos de este verano|la boda de mi prima|el regalo para mi novio|el cumpleaños de mi madre
la primera cita|mi ex que me escribe|las flores para el salón|la mancha de vino en la alfombra
la lavadora y los calcetines|el orden del armario|la ropa para una boda|el corte de pelo corto
el maquillaje de noche|los tatuajes|los crucigramas|el ajedrez con mi hijo
los juegos de mesa para cuatro|el Mario Kart|las trampas de los Sims|el Minecraft de mi sobrino
los chistes malos|una adivinanza|un poema para mi hermana|el nombre para mi perro
el paseo del perro|el horóscopo|la lotería de Navidad|las elecciones del domingo
el presidente de Francia|el debate de los partidos políticos|el mercadillo del barrio|la mudanza
la pintura de la habitación|las cortinas del baño|una felicitación de Navidad
los disfraces de carnaval|la fiesta de fin de año|el café con leche|los vinos de Rioja
un cóctel sin alcohol|las tapas de Sevilla|el camino de Santiago a pie|la novela que estoy leyendo
los libros de Harry Potter|la ortografía de una palabra|la pronunciación del inglés
el punto de cruz|las fotos del móvil para el álbum|el pan casero
@philosophy
el mito de la caverna|la ética de Aristóteles|el imperativo categórico|el utilitarismo
el dilema del tranvía|el libre albedrío|el determinismo filosófico|el sentido de la vida
el existencialismo|el absurdo de Camus|la nada en Sartre|el superhombre de Nietzsche
la muerte de Dios según Nietzsche|el eterno retorno|el estoicismo|las meditaciones de Marco Aurelio
el epicureísmo|el cinismo de Diógenes|la mayéutica de Sócrates|los sofistas
el mundo de las ideas de Platón|la República de Platón|la metafísica|la ontología|la epistemología
el empirismo de Hume|el racionalismo de Descartes|el genio maligno|«pienso, luego existo»
el dualismo de mente y cuerpo|el problema difícil de la conciencia|la habitación china de Searle
el barco de Teseo|la identidad personal según Locke|la navaja de Ockham como principio
las cinco vías de santo Tomás|el argumento ontológico|el problema del mal|la apuesta de Pascal
el relativismo moral|el nihilismo|el escepticismo radical|el solipsismo|la fenomenología de Husserl
el Dasein de Heidegger|la dialéctica de Hegel|la alienación en Marx|la voluntad en Schopenhauer
las mónadas de Leibniz|la sustancia en Spinoza|el contrato social de Rousseau|el Leviatán de Hobbes
el velo de ignorancia de Rawls|la justicia como virtud|la ética del cuidado
la ética animal de Singer|la banalidad del mal|Ortega y Gasset y su circunstancia
Unamuno y lo trágico|el poder según Foucault|la deconstrucción de Derrida
los juegos de lenguaje de Wittgenstein|el positivismo lógico|la falsabilidad de Popper
la paradoja del mentiroso|la felicidad según los filósofos|la eudaimonía|la belleza y la estética
la verdad como correspondencia|el taoísmo de Lao Tse|el budismo y el no yo
la filosofía de Simone de Beauvoir|el pragmatismo de William James|los presocráticos
Heráclito y el río
@physics
la gravedad|las leyes de Newton|la fuerza de rozamiento|la caída libre|el tiro parabólico
la inercia|la aceleración de un coche|la energía cinética|la energía potencial
la conservación del momento lineal|el péndulo simple|el movimiento armónico|la fuerza centrífuga
el momento angular|la velocidad de la luz|la teoría de la relatividad|la dilatación del tiempo
los agujeros negros|el Big Bang|la materia oscura|la energía oscura|las ondas gravitacionales
la mecánica cuántica|el gato de Schrödinger|el principio de incertidumbre
el entrelazamiento cuántico|la dualidad onda-partícula|el experimento de la doble rendija
el efecto fotoeléctrico|los fotones|los quarks|el bosón de Higgs|los neutrinos|la fisión nuclear
la fusión en las estrellas|la vida media del uranio|la radiactividad|la ley de Ohm
el campo eléctrico|el campo magnético de la Tierra|los imanes|la inducción electromagnética
las ecuaciones de Maxwell|la ley de Coulomb|la electricidad estática|la refracción de la luz
el arcoíris|el azul del cielo|las lentes convergentes|la difracción|el efecto Doppler
las ondas sonoras|la velocidad del sonido|la resonancia de una cuerda
la presión del agua bajo el mar|el principio de Arquímedes|la ecuación de Bernoulli
la tensión superficial|la entropía|la segunda ley de la termodinámica|el calor específico
la dilatación térmica|el cero absoluto|la superconductividad|el plasma como estado de la materia
las leyes de Kepler|la órbita de la Luna|las mareas y la Luna|el peso en la Luna|el plano inclinado
el muelle y la ley de Hooke|la espuma del espacio-tiempo|el láser y la luz coherente
los rayos X como radiación|la paradoja de los gemelos
@psychology
la ansiedad social|los ataques de pánico|la depresión y el estado de ánimo|la baja autoestima
la procrastinación|el síndrome del impostor|el apego evitativo|la teoría del apego
la dependencia emocional|la inteligencia emocional|la terapia cognitivo-conductual
el psicoanálisis de Freud|el inconsciente|el complejo de Edipo|los arquetipos de Jung
los sueños recurrentes y su significado psicológico|el condicionamiento clásico|el perro de Pavlov
el condicionamiento operante|el refuerzo positivo|la pirámide de Maslow|las etapas de Piaget
la memoria a corto plazo|los recuerdos falsos|la curva del olvido|la atención selectiva
el sesgo de confirmación|el efecto Dunning-Kruger|el efecto halo
la teoría de la disonancia cognitiva|los sesgos cognitivos|el efecto espectador
el experimento de Milgram|el experimento de la cárcel de Stanford|la obediencia a la autoridad
la presión de grupo|la conformidad de Asch|el narcisismo|el trastorno límite de personalidad
la psicopatía|el trastorno obsesivo-compulsivo|el TDAH en adultos|el autismo y las emociones
el estrés postraumático|el duelo|las fobias|el miedo a volar|el miedo al compromiso
los celos patológicos|la rabieta de un niño y sus emociones|la adolescencia y la identidad
la resiliencia|la motivación intrínseca|el perfeccionismo|el agotamiento emocional
la rumiación mental|los pensamientos intrusivos|la atención plena contra la ansiedad
el test de Rorschach|los cinco grandes rasgos de personalidad|la introversión|la extraversión
el coeficiente intelectual|la teoría de la mente|la empatía|la manipulación emocional
la luz de gas en la pareja|la adicción al móvil|el efecto placebo en la mente
la indefensión aprendida|la zona de confort|la crisis de los cuarenta|la terapia de pareja
los mecanismos de defensa|la desensibilización sistemática|la soledad no deseada
"""

FRENCH = """
@biology
la photosynthèse|la mitose|la méiose|l'ADN|l'ARN messager|les chromosomes|le noyau de la cellule
la membrane cellulaire|les mitochondries|les ribosomes|les enzymes|la synthèse des protéines
les gènes récessifs|l'hérédité|les mutations génétiques|la sélection naturelle
la théorie de l'évolution|les ancêtres de l'homme|l'homme de Néandertal comme espèce
les fossiles d'ammonites|la classification du vivant|les vertébrés|les invertébrés
les mammifères marins|les oiseaux migrateurs|le chant des oiseaux|le ronronnement du chat
l'odorat du chien|les abeilles et la pollinisation|les fourmis et leur reine|les toiles d'araignée
le venin des serpents|la métamorphose du têtard|la chenille et le papillon
le camouflage du caméléon|le cerveau du poulpe|les méduses|les récifs coralliens|le plancton
les requins|les branchies des poissons|l'hibernation du hérisson|les animaux nocturnes
la chaîne alimentaire|l'écosystème de la mare|la biodiversité|les espèces invasives
les espèces menacées|les prédateurs et leurs proies|la symbiose|les lichens
les champignons et le mycélium|les bactéries du sol|les virus bactériophages|les plantes carnivores
la sève des arbres|les racines|la germination des graines|les feuilles en automne|la chlorophylle
les stomates|le pollen des fleurs|la reproduction asexuée|les cellules souches embryonnaires
le clonage|CRISPR et l'édition du génome|les OGM en biologie|l'homéostasie
l'horloge biologique des plantes|la bioluminescence|l'écholocation des chauves-souris
le microbiote des ruminants|les dinosaures à plumes|les arbres les plus vieux
@business
le plan d'affaires|l'étude de marché|la campagne marketing|la marge de ma boutique
le compte de résultat|le bilan comptable|la trésorerie de l'entreprise|les factures impayées
un client qui ne paie pas|un fournisseur en retard|le statut d'auto-entrepreneur|la SASU
le capital social|les parts entre associés|la levée de fonds|les business angels
le pitch pour investisseurs|une start-up|une franchise|une boutique en ligne|le dropshipping
le tunnel de vente|la fidélisation des clients|le service client|la prospection téléphonique
l'image de marque|le public cible|le slogan d'une marque|le nom de mon entreprise|l'analyse SWOT
la concurrence dans mon secteur|le seuil de rentabilité|le retour sur investissement
la stratégie de prix|les soldes de mon magasin|le modèle par abonnement|la proposition de valeur
le chiffre d'affaires|la TVA sur mes factures|les notes de frais|l'amortissement comptable
l'actif et le passif|le besoin en fonds de roulement|l'audit interne|la gestion des stocks
la chaîne d'approvisionnement|la logistique des livraisons|la sous-traitance|la gestion de projet
les objectifs trimestriels|les indicateurs KPI|la réunion d'équipe|le compte rendu de réunion
l'entretien annuel|l'entretien d'embauche|la lettre de motivation|le CV|l'augmentation de salaire
la négociation avec un client|le recrutement|les ressources humaines|le management d'équipe
la culture d'entreprise|le télétravail dans mon équipe|l'accueil des nouveaux salariés
la prime des commerciaux|la fusion de deux entreprises|le rachat d'une société
le plan épargne en actions|les ETF|l'assurance-vie comme placement|le prêt professionnel
un food truck rentable|la page LinkedIn de l'entreprise|la responsabilité sociétale
@chemistry
le tableau périodique|la liaison covalente|la liaison ionique|les acides et les bases
le pH du vinaigre|le dosage acido-basique|la solution tampon|l'oxydoréduction|la rouille du fer
le vert-de-gris|l'équilibrage des équations chimiques|la mole|la masse molaire
la concentration molaire|le réactif limitant|les gaz nobles|les métaux alcalins|les halogènes
les isotopes du carbone|la configuration électronique|l'électronégativité|les liaisons hydrogène
les forces de Van der Waals|la formule de Lewis|les hydrocarbures|les alcanes|les alcènes
le benzène|les alcools et les cétones|les esters|l'estérification|les polymères|le nylon
l'acide sulfurique|l'acide chlorhydrique|la soude caustique|le bicarbonate et le vinaigre
l'eau de Javel avec l'ammoniaque|l'eau oxygénée|l'électrolyse de l'eau|la pile au citron
le catalyseur|la vitesse de réaction|l'équilibre chimique|la loi de Le Chatelier
l'enthalpie de réaction|la réaction exothermique|la combustion du méthane|la distillation
la chromatographie|la cristallisation du sel|la saponification|les tensioactifs
la composition du savon|la réaction de Maillard côté molécules|les couleurs des feux d'artifice
le test à la flamme|les indicateurs colorés|la solution saturée|le soluté et le solvant
les colloïdes|les nombres d'oxydation|la nomenclature organique|l'ammoniac|le chlorure de sodium
le carbonate de calcium|le calcaire et l'acide|la glace carbonique|la corrosion
la verrerie de laboratoire|l'erlenmeyer|les isomères|la chiralité|les groupes fonctionnels
l'hybridation sp3
@computer science
la boucle infinie de mon code|les variables en Python|la récursivité
la programmation orientée objet|l'héritage de classes en Java|les pointeurs en C
les listes chaînées|l'arbre binaire de recherche|la complexité algorithmique|le tri rapide
la table de hachage|la base de données SQL|une jointure SQL|les index d'une base de données
l'API REST|l'erreur 404|l'erreur 500 du serveur|le conflit de fusion Git|la branche Git
le conteneur Docker|Kubernetes|le terminal Linux|les droits de fichiers sous Linux|le pare-feu
le chiffrement de bout en bout|la cryptographie à clé publique|le virus informatique
le rançongiciel|le hameçonnage|l'adresse IP|le serveur DNS|le protocole HTTPS
les cookies du navigateur|la mémoire vive|le disque SSD|le processeur|la carte graphique pour l'IA
les threads|l'interblocage|le compilateur|le langage Rust|les promesses en JavaScript
les hooks de React|le CSS d'une div|le HTML de ma page|la formule RECHERCHEV|les macros Excel
les expressions régulières|l'apprentissage automatique|les réseaux de neurones
les grands modèles de langage|le surapprentissage|le code binaire|les tests unitaires|le débogage
l'exception de pointeur nul|l'intégration continue|le cloud AWS|le logiciel libre|une appli Android
le fichier JSON|le format CSV|l'injection SQL|la double authentification|les jetons JWT
le cache du navigateur|l'écran bleu de Windows|le formatage d'un PC|la sauvegarde du disque dur
la machine virtuelle|les microservices|le développement web|le gestionnaire de mots de passe
la boîte de dialogue en Swift|le script Bash
@economics
l'inflation|la déflation|le PIB|le revenu par habitant|l'offre et la demande|l'élasticité-prix
le coût d'opportunité|les taux directeurs de la BCE|la politique monétaire|la politique budgétaire
le déficit public|la dette publique|le chômage des jeunes|le taux de chômage|le SMIC et l'emploi
le marché du travail|les inégalités de revenus|l'indice de Gini|la balance commerciale
les droits de douane|le libre-échange|la mondialisation économique|le protectionnisme
l'avantage comparatif|le taux de change|la dévaluation d'une monnaie|l'hyperinflation|l'étalon-or
la bulle immobilière|la crise des subprimes|la récession|les cycles économiques|la stagflation
l'indice des prix|le pouvoir d'achat|l'encadrement des loyers et l'offre|les monopoles|l'oligopole
la concurrence parfaite|les externalités|les biens publics|la tragédie des communs
les défaillances du marché|les impôts progressifs|la courbe de Laffer|la courbe de Phillips
le keynésianisme|le multiplicateur budgétaire|la théorie quantitative de la monnaie|le monétarisme
la main invisible d'Adam Smith|le capitalisme comme système économique|l'économie planifiée
le revenu universel|l'utilité marginale|les économies d'échelle|la productivité du travail
la croissance économique|les pays en développement|l'économie souterraine|le FMI
la Banque centrale européenne|la création monétaire|la planche à billets|la demande globale
le surplus du consommateur|le choc pétrolier et les prix|l'équilibre de Nash sur un marché
la trappe à pauvreté|les biens de substitution|la taxe carbone et les marchés|l'épargne des ménages
la désindustrialisation|la zone euro|le prix du blé mondial
@engineering
le béton armé|les poutres en acier|les ponts suspendus|les fondations d'une maison|le mur porteur
l'isolation de la façade|le moteur à essence|le moteur diesel|la boîte de vitesses|l'embrayage
le freinage ABS|le turbo|la courroie de distribution|le moteur triphasé
le transformateur électrique|le tableau électrique|le disjoncteur qui saute|la mise à la terre
la section des câbles|les panneaux solaires du toit|l'onduleur photovoltaïque|l'éolienne
le barrage hydroélectrique|la centrale nucléaire et ses circuits|la pompe à chaleur|la pompe à eau
la soupape de sécurité|le circuit hydraulique|le vérin pneumatique|les roulements à billes
les engrenages|la visserie haute résistance|la soudure TIG|l'imprimante 3D|le filament PLA
la fraiseuse CNC|le tour à métaux|les plans AutoCAD|les tolérances d'usinage
la fatigue des matériaux|l'acier inoxydable|la fibre de carbone|le bras robotisé
l'automate programmable|le régulateur PID|les capteurs industriels|la carte Arduino|le pont en H
l'alimentation à découpage|le circuit imprimé|le condensateur de découplage
l'amplificateur opérationnel|l'ESP32|la batterie de trottinette|la borne de recharge
le TGV et sa motorisation|le tunnelier|le réseau d'assainissement|la station d'épuration
la chaussée et ses couches|les ascenseurs|la grue de chantier|l'aile d'avion et sa structure
le réacteur d'avion|la fusée réutilisable|le drone maison|l'échangeur thermique
la chaudière à condensation|la chaîne du froid industrielle|le schéma électrique
les normes parasismiques|le calcul par éléments finis|la VMC|la maintenance préventive des machines
le moteur pas à pas
@health
le mal de tête|la migraine|la fièvre|le rhume|la grippe|la toux sèche|le mal de gorge|l'angine
le rhume des foins|l'asthme|l'hypertension|le cholestérol|le diabète de type 2|la glycémie|l'anémie
la carence en fer|la vitamine D|l'ibuprofène|le Doliprane|les antibiotiques
le vaccin contre la grippe|la pilule contraceptive|les règles douloureuses|la grossesse
l'allaitement|les coliques du nourrisson|la fièvre de mon bébé|la varicelle|le mal de dos
la sciatique|la hernie discale|l'entorse de la cheville|la tendinite|le genou gonflé|l'arthrose
les brûlures d'estomac|la gastro|la diarrhée|la constipation|le côlon irritable
l'intolérance au lactose|la maladie cœliaque|les calculs rénaux|l'infection urinaire|l'insomnie
l'apnée du sommeil|les vertiges|les palpitations|l'infarctus|l'AVC|l'acné|l'eczéma
les grains de beauté suspects|les coups de soleil|les piqûres de moustique|la chute de cheveux
les caries|la rage de dents|les gencives qui saignent|la presbytie|les lentilles de contact
la conjonctivite|les oreilles bouchées|l'otite|le régime pour maigrir|le jeûne intermittent
l'apport en protéines|l'arrêt du tabac|la gueule de bois|la prise de sang|l'IRM du genou
la thyroïde|le cancer du sein|la ménopause|les premiers secours
@history
la Révolution française|la prise de la Bastille|Robespierre et la Terreur|Napoléon Bonaparte
la bataille de Waterloo|le congrès de Vienne|la Commune de Paris|la Première Guerre mondiale
la bataille de Verdun|le traité de Versailles|la Seconde Guerre mondiale|le régime de Vichy
la Résistance française|le débarquement de Normandie|la Shoah|Hitler et le nazisme|Staline
la Révolution russe|la guerre froide|le mur de Berlin|la crise de Cuba|la bombe d'Hiroshima
la guerre d'Algérie|la décolonisation|Mai 68|Charles de Gaulle|Louis XIV
la cour de Versailles sous Louis XIV|Henri IV et l'édit de Nantes|les guerres de Religion
François Ier|la Renaissance italienne|la guerre de Cent Ans|Jeanne d'Arc|Charlemagne|Clovis
les Mérovingiens|Vercingétorix|Jules César|l'Empire romain|les gladiateurs|la chute de Rome
l'Empire byzantin|les Gaulois|la Grèce antique|Alexandre le Grand|l'Égypte des pharaons|Cléopâtre
la Mésopotamie|les Phéniciens|les guerres puniques|les Vikings|la féodalité
les chevaliers du Moyen Âge|les croisades|les Templiers|la peste noire|l'Inquisition|Gengis Khan
la route de la soie|la dynastie Ming|les samouraïs|l'Empire ottoman|Christophe Colomb
la conquête des Aztèques|les Incas|la traite négrière|la guerre de Sécession
l'indépendance américaine|la révolution industrielle|l'affaire Dreyfus|le Front populaire de 1936
l'apartheid|la préhistoire|l'âge du bronze|le Second Empire
@law
le bail d'habitation|le dépôt de garantie|l'expulsion d'un locataire|le licenciement abusif
la rupture conventionnelle|les indemnités de licenciement|la rupture de la période d'essai
le CDD illégal|le divorce à l'amiable|la garde alternée|la pension alimentaire
le régime matrimonial|le PACS et ses effets juridiques|le testament|la succession sans testament
la réserve héréditaire|la donation devant notaire|la plainte pour escroquerie|le dépôt de plainte
la main courante|la garde à vue|la comparution immédiate|la mise en demeure|l'injonction de payer
la contestation d'une amende|le retrait de permis|le vol à l'étalage|l'homicide involontaire
la légitime défense|la présomption d'innocence|le casier judiciaire|la liberté conditionnelle
le sursis|l'aide juridictionnelle|l'avocat commis d'office|l'huissier|le compromis de vente
le vice caché|le trouble du voisinage|la servitude de passage|le règlement de copropriété
les clauses abusives|le droit de rétractation|la garantie légale de conformité
les droits du consommateur|la protection des données|le RGPD|le droit d'auteur
le plagiat devant la loi|le dépôt de brevet|la marque déposée|le droit à l'image|la diffamation
le titre de séjour|la demande d'asile|la naturalisation|la Constitution et ses articles
le Conseil constitutionnel|la Cour de cassation|le Conseil d'État|la jurisprudence|le Code civil
le Code pénal|la prescription d'une dette|la saisie sur salaire|la procuration|le contrat oral
la rupture de contrat|la clause de non-concurrence|la responsabilité civile
l'assurance qui refuse de payer|le harcèlement au travail devant les prud'hommes|le droit de grève
la tutelle d'un majeur|l'adoption simple|l'extradition|l'arbitrage
@math
les fractions|les nombres premiers|la règle de trois|les pourcentages|la racine carrée
les équations du second degré|le discriminant|les systèmes d'équations|le théorème de Pythagore
le théorème de Thalès|l'aire du disque|le volume de la sphère|le nombre pi|les logarithmes
les dérivées|les intégrales|les limites de fonctions|l'intégration par parties
les équations différentielles|les matrices|le déterminant|le produit scalaire|les valeurs propres
les nombres complexes|les nombres irrationnels|le PGCD|la division euclidienne|la division posée
les puissances négatives|la factorisation|les identités remarquables|le binôme de Newton
le triangle de Pascal|la suite de Fibonacci|les suites géométriques|les séries convergentes
la probabilité d'avoir deux six|les combinaisons|les permutations|le dénombrement
la moyenne et la médiane|l'écart-type|la loi normale|la loi binomiale|le théorème de Bayes
la régression linéaire|l'intervalle de confiance|le test du khi-deux|le sinus et le cosinus
la trigonométrie|les radians|l'équation de la droite|la parabole et son sommet
l'ellipse et ses foyers|les asymptotes|l'ensemble de définition|la fonction réciproque
la fonction exponentielle|le raisonnement par récurrence|la théorie des ensembles
les groupes abéliens|les congruences|l'hypothèse de Riemann|la conjecture de Goldbach
les angles d'un triangle|le périmètre du rectangle|les polygones réguliers|la bissectrice
la médiatrice|les tables de multiplication|les nombres négatifs|la valeur absolue|les inéquations
la géométrie dans l'espace|les vecteurs colinéaires|la topologie|les nombres décimaux
@other
la pâte à crêpes|le gratin dauphinois|un dîner rapide avec des pâtes|la quiche lorraine
le gâteau au chocolat|la cuisson du riz|un voyage à Lisbonne|les plages de Bretagne
un week-end à Rome|la valise cabine|le camping en Ardèche|la capitale de l'Australie
les fleuves d'Afrique|le drapeau du Brésil|la météo de demain|la pluie de ce week-end
le match de dimanche|l'équipe de France de foot|le Tour de France|les règles du rugby
le semi-marathon de ma ville|le dernier film de Nolan|les séries Netflix|une comédie romantique
la saga Star Wars|les chansons de Stromae|les accords de guitare|les festivals d'été
le mariage de ma cousine|le cadeau pour mon copain|l'anniversaire de ma mère
le premier rendez-vous amoureux|mon ex qui m'écrit|le bouquet pour la fête des Mères
la tache de vin sur le tapis|la machine à laver et le linge blanc|le rangement du placard
la tenue pour un mariage|la coupe de cheveux courte|le vernis à ongles|les tatouages
les mots croisés|les échecs avec mon fils|les jeux de société|Mario Kart|les Sims
Minecraft avec ma nièce|les blagues nulles|une devinette|un poème pour ma sœur
un prénom pour mon chat|la promenade du chien|l'horoscope|le loto|les élections municipales
le président des États-Unis|les partis politiques|le vide-grenier|le déménagement
la peinture du salon|les rideaux de la chambre|la carte de vœux|les déguisements de carnaval
le réveillon|le café du matin|le vin de Bourgogne|un cocktail sans alcool|les fromages de Savoie
la randonnée dans les Alpes|le roman que je lis|les livres de Harry Potter|l'orthographe d'un mot
la prononciation de l'anglais|le tricot|les photos de vacances|le pain maison|la pétanque
@philosophy
l'allégorie de la caverne|l'éthique d'Aristote|l'impératif catégorique|l'utilitarisme
le dilemme du tramway|le libre arbitre|le déterminisme philosophique|le sens de la vie
l'existentialisme|l'absurde chez Camus|le mythe de Sisyphe chez Camus|le néant chez Sartre
la mauvaise foi selon Sartre|le surhomme de Nietzsche|la mort de Dieu chez Nietzsche
l'éternel retour|le stoïcisme|les pensées de Marc Aurèle|l'épicurisme|le cynisme de Diogène
la maïeutique de Socrate|les sophistes|le monde des Idées de Platon|la République de Platon
la métaphysique|l'ontologie|l'épistémologie|l'empirisme de Hume|le rationalisme
le malin génie de Descartes|le cogito|le dualisme du corps et de l'esprit
le problème difficile de la conscience|la chambre chinoise de Searle|le bateau de Thésée
l'identité personnelle selon Locke|le rasoir d'Ockham comme principe
les preuves de l'existence de Dieu|l'argument ontologique|le problème du mal|le pari de Pascal
le relativisme moral|le nihilisme|le scepticisme|le solipsisme|la phénoménologie de Husserl
le Dasein de Heidegger|la dialectique du maître et de l'esclave|l'aliénation chez Marx
la volonté chez Schopenhauer|les monades de Leibniz|la substance chez Spinoza|le conatus
le contrat social de Rousseau|le Léviathan de Hobbes|le voile d'ignorance de Rawls
l'éthique du care|l'éthique animale de Singer|la banalité du mal|le visage d'autrui chez Levinas
le pouvoir selon Foucault|la déconstruction de Derrida|les jeux de langage de Wittgenstein
le positivisme logique|la réfutabilité de Popper|le paradoxe du menteur
le bonheur selon les philosophes|l'eudémonisme|le beau et l'esthétique|la vérité et l'opinion
le devoir moral|le taoïsme|le bouddhisme et le non-soi|la philosophie de Simone de Beauvoir
le pragmatisme|les présocratiques|le fleuve d'Héraclite
@physics
la gravité|les lois de Newton|la force de frottement|la chute libre|la trajectoire d'un projectile
l'inertie|l'accélération d'une voiture|l'énergie cinétique|l'énergie potentielle
la quantité de mouvement|le pendule simple|l'oscillateur harmonique|la force centrifuge
le moment cinétique|la vitesse de la lumière|la relativité restreinte|la dilatation du temps
les trous noirs|le Big Bang|la matière noire|l'énergie sombre|les ondes gravitationnelles
la mécanique quantique|le chat de Schrödinger|le principe d'incertitude|l'intrication quantique
la dualité onde-particule|les fentes de Young|l'effet photoélectrique|les photons|les quarks
le boson de Higgs|les neutrinos|la fission nucléaire|la fusion dans le Soleil
la demi-vie de l'uranium|la radioactivité|la loi d'Ohm|le champ électrique
le champ magnétique terrestre|les aimants|l'induction électromagnétique|les équations de Maxwell
la loi de Coulomb|l'électricité statique|la réfraction de la lumière|l'arc-en-ciel|le bleu du ciel
les lentilles convergentes|la diffraction|l'effet Doppler|les ondes sonores|la vitesse du son
la résonance d'une corde|la pression au fond de l'océan|la poussée d'Archimède
l'équation de Bernoulli|la tension superficielle|l'entropie
le second principe de la thermodynamique|la chaleur massique|la dilatation thermique|le zéro absolu
la supraconductivité|le plasma comme état de la matière|les lois de Kepler|l'orbite de la Lune
les marées et la Lune|le poids sur la Lune|le plan incliné|le ressort et la loi de Hooke
le laser et la lumière cohérente|les rayons X comme rayonnement|le paradoxe des jumeaux
les éclipses de Soleil|l'apesanteur
@psychology
l'anxiété sociale|les crises de panique|la dépression|le manque d'estime de soi|la procrastination
le syndrome de l'imposteur|l'attachement évitant|la théorie de l'attachement
la dépendance affective|l'intelligence émotionnelle|la thérapie cognitivo-comportementale
la psychanalyse de Freud|l'inconscient freudien|le complexe d'Œdipe|les archétypes de Jung
les rêves récurrents et leur sens psychique|le conditionnement classique|le chien de Pavlov
le conditionnement opérant|le renforcement positif|la pyramide de Maslow|les stades de Piaget
la mémoire à court terme|les faux souvenirs|la courbe de l'oubli|l'attention sélective
le biais de confirmation|l'effet Dunning-Kruger|l'effet de halo|la dissonance cognitive
les biais cognitifs|l'effet du témoin|l'expérience de Milgram|l'expérience de Stanford
la soumission à l'autorité|la pression du groupe|le conformisme de Asch|le pervers narcissique
le trouble borderline|la psychopathie|les TOC|le TDAH chez l'adulte|l'autisme et les émotions
le stress post-traumatique|le deuil|les phobies|la peur de l'avion|la peur de l'engagement
la jalousie maladive|les colères du jeune enfant|la crise d'adolescence|la résilience
la motivation intrinsèque|le perfectionnisme|l'épuisement émotionnel|les ruminations mentales
les pensées intrusives|la pleine conscience contre l'anxiété|le test de Rorschach
les cinq grands traits de personnalité|l'introversion|les extravertis|le quotient intellectuel
la théorie de l'esprit|l'empathie|la manipulation affective|le gaslighting|l'addiction aux écrans
l'effet placebo sur l'esprit|l'impuissance apprise|la zone de confort|la crise de la quarantaine
la thérapie de couple|les mécanismes de défense|la désensibilisation|la solitude ressentie
la charge mentale
"""

GERMAN = """
@biology
die Fotosynthese|die Zellteilung|die Mitose|die Meiose|die DNA|die mRNA|*die Chromosomen
der Zellkern|die Zellmembran|*die Mitochondrien|*die Ribosomen|*die Enzyme|die Proteinbiosynthese
*rezessive Gene|die Vererbung|*die mendelschen Regeln|die Genmutation|die natürliche Selektion
die Evolution|die Abstammung des Menschen|der Neandertaler als Art|*Fossilien von Ammoniten
die Systematik der Lebewesen|*wirbellose Tiere|*Meeressäuger|*Zugvögel|der Vogelgesang
das Schnurren der Katze|der Geruchssinn des Hundes|*Bienen und Bestäubung|der Ameisenstaat
das Spinnennetz|das Schlangengift|die Metamorphose der Kaulquappe|die Raupe und ihre Verpuppung
die Tarnung des Chamäleons|*die drei Herzen des Oktopus|*Quallen|das Korallenriff|das Plankton
*Haie|*die Kiemen der Fische|der Winterschlaf des Igels|*nachtaktive Tiere|die Nahrungskette
das Ökosystem Wald|die Artenvielfalt|*invasive Arten|*bedrohte Tierarten|die Räuber-Beute-Beziehung
die Symbiose|*Flechten an Bäumen|*Pilze und ihr Myzel|*Bodenbakterien|*Bakteriophagen
*fleischfressende Pflanzen|*die Wurzeln der Pflanzen|die Keimung von Samen|der Laubfall im Herbst
das Chlorophyll|*die Spaltöffnungen|die ungeschlechtliche Fortpflanzung|*embryonale Stammzellen
das Klonschaf Dolly|die Genschere CRISPR|die Homöostase|die innere Uhr der Pflanzen
die Biolumineszenz|die Echoortung der Fledermäuse|der Pansen der Kuh|*gefiederte Dinosaurier
*die Jahresringe der Bäume|*Amöben|die ökologische Nische|das Paarungsverhalten der Pinguine
@business
der Businessplan|die Marktanalyse|die Marketingkampagne|die Gewinnmarge im Laden
die Gewinn- und Verlustrechnung|die Bilanz der Firma|der Cashflow|*unbezahlte Rechnungen
*Kunden mit Zahlungsverzug|*unzuverlässige Lieferanten|die GmbH-Gründung
*die Anteile unter Gründern|die Finanzierungsrunde|*Business Angels|das Pitchdeck|das Start-up
das Franchise-System|der Onlineshop|das Dropshipping|der Verkaufstrichter|die Kundenbindung
der Kundenservice|die Kaltakquise|das Markenimage|die Zielgruppe|der Werbeslogan|der Firmenname
die SWOT-Analyse|die Konkurrenz in meiner Branche|die Gewinnschwelle|der Return on Investment
die Preisstrategie|*Rabattaktionen im Laden|das Abomodell|das Alleinstellungsmerkmal|der Umsatz
die Umsatzsteuer auf Rechnungen|die Reisekostenabrechnung|*Abschreibungen in der Buchhaltung
das Umlaufvermögen|die interne Revision|die Lagerverwaltung|die Lieferkette|die Versandlogistik
das Outsourcing|das Projektmanagement|*die Quartalsziele|*KPIs im Vertrieb|das Teammeeting
das Besprechungsprotokoll|das Mitarbeitergespräch|das Vorstellungsgespräch|das Bewerbungsschreiben
der Lebenslauf für die Bewerbung|die Gehaltserhöhung|die Verhandlung mit einem Kunden
die Personalabteilung|die Mitarbeiterführung|die Firmenkultur|die Homeoffice-Regelung im Team
die Einarbeitung neuer Kollegen|die Vertriebsprovision|die Fusion zweier Firmen
die Unternehmensnachfolge|der ETF-Sparplan|das Aktiendepot|die private Altersvorsorge
der Firmenkredit|das Café als Geschäftsidee|die LinkedIn-Seite der Firma
*Influencer als Werbepartner|das Angebot an einen Kunden|die Kalkulation von Stundensätzen|*OKRs
die Nachhaltigkeitsstrategie im Unternehmen
@chemistry
das Periodensystem|die Atombindung|die Ionenbindung|*Säuren und Basen|der pH-Wert von Essig
die Säure-Base-Titration|die Pufferlösung|die Redoxreaktion|der Rost an Eisen|die Patina auf Kupfer
das Ausgleichen von Reaktionsgleichungen|die Stoffmenge in Mol|die molare Masse
die Stoffmengenkonzentration|der limitierende Reaktant|*Edelgase|*Alkalimetalle|*Halogene
*die Isotope von Kohlenstoff|die Elektronenkonfiguration|die Elektronegativität|*Wasserstoffbrücken
*die Van-der-Waals-Kräfte|die Lewis-Formel|*Kohlenwasserstoffe|*Alkane|*Alkene|das Benzol
*Ketone und Aldehyde|die Veresterung|*Polymere|das Nylon|die Schwefelsäure|die Salzsäure
die Natronlauge|das Natron mit Essig|*Chlorreiniger und Essigreiniger zusammen
das Wasserstoffperoxid|die Elektrolyse von Wasser|die Zitronenbatterie
der Katalysator einer Reaktion|die Reaktionsgeschwindigkeit|das chemische Gleichgewicht
das Prinzip von Le Chatelier|die Reaktionsenthalpie|die exotherme Reaktion
die Verbrennung von Methan|die Destillation|die Chromatografie|das Kristallisieren von Kochsalz
die Verseifung|*Tenside im Waschmittel|die Maillard-Reaktion auf Molekülebene
*die Farben im Feuerwerk|die Flammprobe|*Säure-Base-Indikatoren|die gesättigte Lösung
das Lösungsmittel Aceton|*Kolloide|die Oxidationszahl|die IUPAC-Nomenklatur|der Ammoniak
das Natriumchlorid|das Calciumcarbonat|die Wasserhärte|das Trockeneis|die Korrosion von Aluminium
*Laborgeräte aus Glas|der Erlenmeyerkolben|*Isomere|die Chiralität|*funktionelle Gruppen
die sp3-Hybridisierung|der Knallgasversuch|die Haber-Bosch-Synthese
@computer science
die Endlosschleife im Code|*Variablen in Python|die Rekursion|die objektorientierte Programmierung
die Vererbung von Klassen in Java|*Zeiger in C|die verkettete Liste|der binäre Suchbaum
die Laufzeitkomplexität|die O-Notation|der Quicksort|die Hashtabelle|die SQL-Datenbank|*SQL-Joins
der Datenbankindex|die REST-API|der Fehler 404|der Serverfehler 500|der Merge-Konflikt in Git
der Git-Branch|der Docker-Container|Kubernetes|das Linux-Terminal|*die Dateirechte unter Linux
die Firewall|die Ende-zu-Ende-Verschlüsselung|die Public-Key-Kryptografie|der Computervirus
der Erpressungstrojaner|*Phishing-Mails|die IP-Adresse|der DNS-Server|das HTTPS-Protokoll
*Browser-Cookies|der Arbeitsspeicher|die SSD|der Prozessorkern|die Grafikkarte fürs KI-Training
*Threads|der Deadlock|der Compiler|die Programmiersprache Rust|*Promises in JavaScript|*React Hooks
das CSS zum Zentrieren eines div|das HTML-Gerüst|der SVERWEIS in Excel|*Excel-Makros
*reguläre Ausdrücke|das maschinelle Lernen|*neuronale Netze|*große Sprachmodelle
die Überanpassung eines Modells|der Binärcode|*Unit-Tests|das Debugging|die NullPointerException
die CI-Pipeline|die AWS-Cloud|die Open-Source-Software|die Android-App|die JSON-Datei
das CSV-Format|die SQL-Injection|die Zwei-Faktor-Anmeldung|das JWT-Token|der Browser-Cache
der Bluescreen in Windows|das Neuaufsetzen vom Laptop|das Backup der Festplatte
die virtuelle Maschine|*Microservices|die Webentwicklung|der Passwortmanager|das Bash-Skript
@economics
die Inflation|die Deflation|das Bruttoinlandsprodukt|das Pro-Kopf-Einkommen|*Angebot und Nachfrage
die Preiselastizität|*Opportunitätskosten|der Leitzins|die Geldpolitik|die Fiskalpolitik
die Staatsverschuldung|die Schuldenbremse und das Wachstum|die Jugendarbeitslosigkeit
die Arbeitslosenquote|der Mindestlohn und seine Beschäftigungseffekte|der Arbeitsmarkt
die Einkommensungleichheit|der Gini-Koeffizient|die Handelsbilanz|der Exportüberschuss|*Strafzölle
der Freihandel|die wirtschaftliche Globalisierung|der Protektionismus|der komparative Vorteil
der Wechselkurs|die Abwertung einer Währung|die Hyperinflation|der Goldstandard|die Immobilienblase
die Finanzkrise 2008|die Rezession|der Konjunkturzyklus|die Stagflation|der Verbraucherpreisindex
der Warenkorb der Inflationsrate|die Kaufkraft|der Mietendeckel und das Angebot|*Monopole
das Oligopol|die vollkommene Konkurrenz|*externe Effekte|*öffentliche Güter|die Tragik der Allmende
das Marktversagen|die Steuerprogression|die Laffer-Kurve|die Phillips-Kurve|der Keynesianismus
die Quantitätstheorie des Geldes|der Monetarismus|die unsichtbare Hand von Adam Smith
die soziale Marktwirtschaft|die Planwirtschaft|das bedingungslose Grundeinkommen|der Grenznutzen
*Skaleneffekte|die Arbeitsproduktivität|das Wirtschaftswachstum|*Entwicklungsländer
die Schattenwirtschaft|der IWF|die Europäische Zentralbank|die Geldschöpfung|die Geldmenge M3
die gesamtwirtschaftliche Nachfrage|die Konsumentenrente|der Ölpreisschock
das Nash-Gleichgewicht auf Märkten|die Armutsfalle|*Substitutionsgüter|der Emissionshandel
die Sparquote der Haushalte|der Fachkräftemangel in der Volkswirtschaft|der Euroraum
@engineering
der Stahlbeton|der Stahlträger|die Hängebrücke|das Fundament eines Hauses|die tragende Wand
die Fassadendämmung|der Ottomotor|der Dieselmotor|das Getriebe im Auto|die Kupplung|das ABS
der Turbolader|der Zahnriemen|der Drehstrommotor|der Transformator im Umspannwerk
der Sicherungskasten|der FI-Schalter|die Erdung im Haus|der Kabelquerschnitt|die Photovoltaikanlage
der Wechselrichter|die Windkraftanlage|die Staumauer|der Kühlturm im Kraftwerk|die Wärmepumpe
die Kreiselpumpe|das Sicherheitsventil|die Hydraulik im Bagger|der Pneumatikzylinder|das Kugellager
*Zahnräder|*hochfeste Schrauben|das WIG-Schweißen|der 3D-Drucker|das PLA-Filament|die CNC-Fräse
die Drehbank|die AutoCAD-Zeichnung|*Fertigungstoleranzen|die Materialermüdung|der Edelstahl V4A
*Bauteile aus Carbonfaser|der Industrieroboter|die SPS-Steuerung|der PID-Regler|der Drucksensor
das Arduino-Board|die H-Brücke|das Schaltnetzteil|die Leiterplatte|der Entkopplungskondensator
der Operationsverstärker|der ESP32|der E-Bike-Akku|die Wallbox
die Magnetschwebebahn als Bahntechnik|die Tunnelbohrmaschine|das Kanalnetz|die Kläranlage
der Straßenbelag|die Aufzugstechnik|der Turmkran|das Tragflächenprofil|das Düsentriebwerk
die wiederverwendbare Rakete|der Drohnenbau|der Wärmetauscher|die Brennwertheizung
die Fußbodenheizung|der Schaltplan|das erdbebensichere Bauen|die Finite-Elemente-Methode
die Lüftungsanlage|die vorbeugende Instandhaltung|der Schrittmotor
@health
*Kopfschmerzen|die Migräne|hohes Fieber|die Erkältung|die Grippe|der Reizhusten|*Halsschmerzen
die Mandelentzündung|der Heuschnupfen|das Asthma|der Bluthochdruck|der Cholesterinwert
der Typ-2-Diabetes|der Blutzucker|die Blutarmut|der Eisenmangel|das Vitamin D|das Ibuprofen
das Paracetamol|*Antibiotika|die Grippeimpfung|die Antibabypille|*Regelschmerzen
die Schwangerschaft|das Stillen|*Blähungen beim Baby|das Fieber beim Kleinkind|*die Windpocken
*Rückenschmerzen|der Ischiasnerv|der Bandscheibenvorfall|der verstauchte Knöchel
die Sehnenscheidenentzündung|das geschwollene Knie|die Arthrose|das Sodbrennen
die Magenschleimhautentzündung|der Durchfall|die Verstopfung|der Reizdarm|die Laktoseintoleranz
die Zöliakie|*Nierensteine|die Blasenentzündung|die Schlaflosigkeit|die Schlafapnoe
der Schwindel beim Aufstehen|das Herzstolpern|der Herzinfarkt|der Schlaganfall|die Akne
die Neurodermitis|das auffällige Muttermal|der Sonnenbrand|*Mückenstiche|der Zeckenbiss
der Haarausfall|die Karies|*Zahnschmerzen|das Zahnfleischbluten|die Altersweitsichtigkeit
*Kontaktlinsen|die Bindehautentzündung|*verstopfte Ohren|die Diät zum Abnehmen|das Intervallfasten
der Eiweißbedarf|der Rauchstopp|der Kater nach Alkohol|das Blutbild|das MRT vom Knie
die Schilddrüse|der Brustkrebs|*die Wechseljahre|die Erste Hilfe
@history
die Französische Revolution|der Zweite Weltkrieg|der Erste Weltkrieg|der Dreißigjährige Krieg
der Westfälische Friede|das Römische Reich|der Untergang Roms|die Varusschlacht|Karl der Große
das Heilige Römische Reich|das Mittelalter|*die Kreuzzüge|die Pest im Mittelalter
*die Ritter und ihre Burgen|die Hanse|die Reformation|Martin Luther|der Bauernkrieg 1525
Friedrich der Große|*die Preußen|Maria Theresia|Napoleon|die Völkerschlacht bei Leipzig
der Wiener Kongress|die Märzrevolution 1848|die Reichsgründung 1871|Otto von Bismarck
Kaiser Wilhelm II.|die Schlacht von Verdun|der Versailler Vertrag|die Weimarer Republik
die Ruhrbesetzung 1923|die Machtergreifung 1933|der Nationalsozialismus|der Holocaust
die Reichspogromnacht|Sophie Scholl und die Weiße Rose|die Schlacht um Stalingrad
die Landung in der Normandie|die Nachkriegszeit|*die Trümmerfrauen|die Berliner Luftbrücke|die DDR
der Bau der Berliner Mauer|der Mauerfall|die Wiedervereinigung|der Kalte Krieg|die Kubakrise
die Oktoberrevolution|Stalin|das Alte Ägypten|*die Pharaonen|Kleopatra|das antike Griechenland
Alexander der Große|*die Perserkriege|Julius Cäsar|*die Gladiatoren|Hannibal|Mesopotamien
*die Phönizier|*die Wikinger|Dschingis Khan|die Seidenstraße|die Ming-Dynastie|*die Samurai
das Osmanische Reich|Christoph Kolumbus|die Eroberung des Aztekenreichs|*die Inka|der Sklavenhandel
der Amerikanische Bürgerkrieg|die industrielle Revolution|*die deutschen Kolonien|die Steinzeit
die Hexenverfolgung
@law
der Mietvertrag|die Mietkaution|die Räumungsklage|die fristlose Kündigung
die Abfindung bei Kündigung|der Kündigungsschutz|der Aufhebungsvertrag
der befristete Arbeitsvertrag|die Abmahnung vom Arbeitgeber|die einvernehmliche Scheidung
das Sorgerecht|der Kindesunterhalt|der Zugewinnausgleich|der Ehevertrag|das Testament
die gesetzliche Erbfolge|der Pflichtteil|die Schenkung zu Lebzeiten|die Anzeige wegen Betrugs
der Strafbefehl|die Untersuchungshaft|der Mahnbescheid|der Bußgeldbescheid
der Einspruch gegen einen Bescheid|das Fahrverbot|der Ladendiebstahl|die fahrlässige Tötung
die Notwehr|die Unschuldsvermutung|das Führungszeugnis|die Bewährungsstrafe|die Prozesskostenhilfe
der Pflichtverteidiger|der Gerichtsvollzieher|der Notartermin beim Hauskauf|der Grundbucheintrag
das Wegerecht|die Ruhestörung durch Nachbarn|die Eigenbedarfskündigung|die Mietminderung
die Teilungserklärung|*die AGB|das Widerrufsrecht|die gesetzliche Gewährleistung|*Verbraucherrechte
die DSGVO|das Urheberrecht|die Patentanmeldung|der Markenschutz|das Recht am eigenen Bild
die üble Nachrede|die Beleidigung als Straftat|der Aufenthaltstitel|der Asylantrag|die Einbürgerung
das Grundgesetz|das Bundesverfassungsgericht|der Bundesgerichtshof|die Verfassungsbeschwerde
das BGB|das Strafgesetzbuch|die Verjährung von Forderungen|die Lohnpfändung|die Vorsorgevollmacht
der mündliche Vertrag|der Vertragsbruch|das Wettbewerbsverbot im Vertrag
die Haftpflicht bei Schäden|die Schadensersatzklage|das Streikrecht
der Betriebsrat und seine Rechte|die rechtliche Betreuung|die Adoption vor Gericht
die Auslieferung an andere Staaten|das Schiedsverfahren
@math
die Bruchrechnung|*Primzahlen|der Dreisatz|die Prozentrechnung|die Quadratwurzel
*quadratische Gleichungen|die pq-Formel|die Mitternachtsformel|*lineare Gleichungssysteme
der Satz des Pythagoras|der Flächeninhalt vom Kreis|das Kugelvolumen|die Kreiszahl Pi|*Logarithmen
die Ableitung|die Kettenregel|das Integral|die partielle Integration|der Grenzwert
*Differentialgleichungen|*Matrizen|die Determinante|das Skalarprodukt|*Eigenwerte|*komplexe Zahlen
*irrationale Zahlen|der größte gemeinsame Teiler|das kleinste gemeinsame Vielfache
die schriftliche Division|*negative Exponenten|das Ausklammern|*binomische Formeln
das Pascalsche Dreieck|die Fibonacci-Folge|die geometrische Reihe
die Wahrscheinlichkeit für zwei Sechser|die Kombinatorik|*Permutationen
der Mittelwert und der Median|die Standardabweichung|die Normalverteilung|die Binomialverteilung
der Satz von Bayes|das Baumdiagramm mit Zurücklegen|die lineare Regression|das Konfidenzintervall
der Hypothesentest|der Sinussatz|die Trigonometrie|das Bogenmaß|die Geradengleichung
der Scheitelpunkt der Parabel|die Ellipsengleichung|*Asymptoten|der Definitionsbereich
die Umkehrfunktion|die Exponentialfunktion|die Kurvendiskussion|der Wendepunkt
die vollständige Induktion|die Mengenlehre|*abelsche Gruppen|die Modulo-Rechnung
die Riemannsche Vermutung|die Winkelsumme im Dreieck|der Umfang vom Rechteck|*regelmäßige Vielecke
die Winkelhalbierende|das kleine Einmaleins|*negative Zahlen|der Betrag einer Zahl|*Ungleichungen
*windschiefe Geraden|die Topologie|*magische Quadrate
@other
der Kartoffelsalat|das Rezept für Käsespätzle|das schnelle Abendessen mit Nudeln|der Apfelkuchen
*Pfannkuchen|die Kürbissuppe|die Reise nach Lissabon|*die Strände an der Ostsee
das Wochenende in Rom|das Handgepäck|der Campingurlaub|die Hauptstadt von Australien
*die Flüsse in Afrika|die Flagge von Norwegen|das Wetter morgen|der Regen am Wochenende
das Bundesligaspiel am Samstag|der FC Bayern|die Fußball-WM|*die Regeln beim Handball
der Halbmarathon|der neue Film von Nolan|der Tatort am Sonntag|*Serien auf Netflix
die Liebeskomödie|*die Star-Wars-Filme|*Lieder von Helene Fischer|*Gitarrengriffe für Anfänger
*Festivals im Sommer|die Hochzeit meiner Cousine|das Geschenk für meinen Freund
der Geburtstag meiner Mutter|das erste Date|mein Ex und seine Nachrichten
der Blumenstrauß zum Muttertag|der Rotweinfleck auf dem Teppich|*Socken in der Waschmaschine
die Ordnung im Kleiderschrank|das Outfit für eine Hochzeit|der Kurzhaarschnitt|der Nagellack
*Tattoos|das Kreuzworträtsel|das Schachspielen mit meinem Sohn|*Brettspiele für vier|Mario Kart
Die Sims 4|Minecraft mit meiner Nichte|*schlechte Witze|das Rätsel für Kinder
das Gedicht für meine Schwester|der Name für meinen Hund|das Gassigehen|das Horoskop
*die Lottozahlen|die Bundestagswahl|der Präsident von Frankreich|*die Parteien im Landtag
der Flohmarkt|der Umzug in die neue Wohnung|*Wandfarben fürs Wohnzimmer|*Vorhänge fürs Schlafzimmer
die Weihnachtskarte|das Faschingskostüm|die Silvesterparty|der Filterkaffee|das Weißbier
der alkoholfreie Cocktail|die Wanderung in den Alpen|der Roman auf meinem Nachttisch
*die Harry-Potter-Bücher|die Rechtschreibung von einem Wort|die Aussprache im Englischen|das Häkeln
*Urlaubsfotos|das Sauerteigbrot|der Weihnachtsmarkt
@philosophy
das Höhlengleichnis|die Tugendethik des Aristoteles|der kategorische Imperativ|der Utilitarismus
das Trolley-Problem|die Willensfreiheit|der philosophische Determinismus|der Sinn des Lebens
der Existenzialismus|das Absurde bei Camus|der Blick des Anderen bei Sartre
der Übermensch bei Nietzsche|Nietzsches Satz „Gott ist tot“|die ewige Wiederkehr|der Stoizismus
*die Selbstbetrachtungen von Marc Aurel|der Epikureismus|Diogenes in der Tonne
die sokratische Methode|*die Sophisten|die Ideenlehre Platons|der Philosophenstaat bei Platon
die Metaphysik|die Ontologie|die Erkenntnistheorie|der Empirismus bei Hume|der Rationalismus
Descartes' methodischer Zweifel|das Cogito|der Leib-Seele-Dualismus
das harte Problem des Bewusstseins|das chinesische Zimmer von Searle|das Schiff des Theseus
die personale Identität bei Locke|Ockhams Rasiermesser als Prinzip|*Gottesbeweise
das Theodizee-Problem|die Pascalsche Wette|der moralische Relativismus|der Nihilismus
der Skeptizismus|der Solipsismus|die Phänomenologie Husserls|Heideggers Dasein|Hegels Dialektik
der Weltgeist bei Hegel|die Entfremdung bei Marx|der Wille bei Schopenhauer
die Monadenlehre von Leibniz|die Substanz bei Spinoza|der Gesellschaftsvertrag bei Rousseau
der Leviathan von Hobbes|der Schleier des Nichtwissens|die Diskursethik von Habermas
die Dialektik der Aufklärung|Adornos Satz vom falschen Leben|die Tierethik von Singer
die Banalität des Bösen|die Pflichtethik|die Macht bei Foucault|die Dekonstruktion bei Derrida
*Wittgensteins Sprachspiele|der logische Positivismus|die Falsifizierbarkeit bei Popper
das Lügner-Paradox|das Glück aus Sicht der Philosophie|die Eudaimonie|die Ästhetik Kants
das Ding an sich|der Wahrheitsbegriff|der Taoismus|das Nicht-Ich im Buddhismus
die Philosophie Simone de Beauvoirs|*die Vorsokratiker|der Fluss des Heraklit
@physics
die Schwerkraft|*die newtonschen Gesetze|die Reibungskraft|der freie Fall|der schiefe Wurf
die Trägheit|die Beschleunigung beim Anfahren|die kinetische Energie|die potenzielle Energie
die Impulserhaltung|das Fadenpendel|die harmonische Schwingung|die Zentrifugalkraft|der Drehimpuls
das Drehmoment als Größe|die Lichtgeschwindigkeit|die Relativitätstheorie|die Zeitdilatation
*Schwarze Löcher|der Urknall|die Dunkle Materie|die Dunkle Energie|*Gravitationswellen
die Quantenmechanik|Schrödingers Katze|die Unschärferelation|die Quantenverschränkung
der Welle-Teilchen-Dualismus|der Doppelspaltversuch|der Fotoeffekt|*Photonen|*Quarks
das Higgs-Teilchen|*Neutrinos|die Kernspaltung|die Kernfusion in der Sonne
die Halbwertszeit von Uran|die Radioaktivität|das ohmsche Gesetz|das elektrische Feld
das Magnetfeld der Erde|*Magnete|die elektromagnetische Induktion|*die Maxwell-Gleichungen
die Coulombkraft|die statische Aufladung|die Lichtbrechung|der Regenbogen|das Blau des Himmels
die Sammellinse|die Beugung am Gitter|der Dopplereffekt|*Schallwellen|die Schallgeschwindigkeit
die Resonanz einer Saite|der Wasserdruck in der Tiefsee|der Auftrieb im Wasser
die Bernoulli-Gleichung|die Oberflächenspannung|die Entropie|der zweite Hauptsatz der Thermodynamik
die spezifische Wärmekapazität|die Wärmeausdehnung|der absolute Nullpunkt|die Supraleitung
das Plasma als Aggregatzustand|*die keplerschen Gesetze|die Umlaufbahn des Mondes
*Ebbe und Flut durch den Mond|die Schwerelosigkeit|die schiefe Ebene|die Federkraft
die Laserstrahlung|die Röntgenstrahlung|das Zwillingsparadoxon
@psychology
die soziale Angst|*Panikattacken|die Depression|das geringe Selbstwertgefühl|die Prokrastination
das Impostor-Syndrom|der vermeidende Bindungstyp|die Bindungstheorie|die emotionale Abhängigkeit
die emotionale Intelligenz|die Verhaltenstherapie|die Psychoanalyse Freuds|das Unbewusste
der Ödipuskomplex|*Jungs Archetypen|*wiederkehrende Albträume|die klassische Konditionierung
der Pawlowsche Hund|die operante Konditionierung|die positive Verstärkung|die Bedürfnispyramide
*Piagets Entwicklungsstufen|das Kurzzeitgedächtnis|*falsche Erinnerungen|die Vergessenskurve
die selektive Aufmerksamkeit|der Bestätigungsfehler|der Dunning-Kruger-Effekt|der Halo-Effekt
die kognitive Dissonanz|*kognitive Verzerrungen|der Zuschauereffekt|das Milgram-Experiment
das Stanford-Gefängnis-Experiment|der Gehorsam gegenüber Autoritäten|der Gruppenzwang
das Konformitätsexperiment von Asch|der Narzissmus|die Borderline-Störung|die Psychopathie
die Zwangsstörung|das ADHS bei Erwachsenen|*Autismus und Gefühle
die posttraumatische Belastungsstörung|die Trauerverarbeitung|*Phobien|die Flugangst
die Bindungsangst|die krankhafte Eifersucht|der Trotzanfall|die Identitätssuche in der Pubertät
die Resilienz|die intrinsische Motivation|der Perfektionismus|die emotionale Erschöpfung
das Gedankenkreisen|*aufdringliche Gedanken|die Achtsamkeit gegen Angst|der Rorschach-Test
das Fünf-Faktoren-Modell der Persönlichkeit|die Introversion|*Extravertierte|der IQ-Test
die Theory of Mind|die Empathie|die emotionale Manipulation|das Gaslighting|die Handysucht
der Placeboeffekt im Kopf|die erlernte Hilflosigkeit|die Komfortzone|die Midlife-Crisis
die Paartherapie|*Abwehrmechanismen|*Einsamkeitsgefühle
"""

PORTUGUESE = """
@biology
a fotossíntese|a mitose|a meiose|o DNA|o RNA mensageiro|os cromossomos|o núcleo da célula
a membrana plasmática|as mitocôndrias|os ribossomos|as enzimas|a síntese de proteínas
os genes recessivos|a hereditariedade|as leis de Mendel|as mutações genéticas|a seleção natural
a evolução das espécies|os ancestrais do ser humano|o neandertal como espécie
os fósseis de trilobitas|a classificação dos seres vivos|os invertebrados|os mamíferos marinhos
as aves migratórias|o canto dos pássaros|o ronronar do gato|o faro do cachorro
as abelhas e a polinização|as formigas e o formigueiro|a teia de aranha|o veneno da jararaca
a metamorfose do sapo|a lagarta e a borboleta|a camuflagem do camaleão|os três corações do polvo
as águas-vivas|os recifes de coral|o plâncton|os tubarões|as brânquias dos peixes
o boto-cor-de-rosa|a onça-pintada|a hibernação dos ursos|os animais noturnos|a cadeia alimentar
o ecossistema do manguezal|os biomas da Mata Atlântica|a biodiversidade|as espécies invasoras
os animais em extinção|os predadores e as presas|a simbiose|os liquens|os fungos e o micélio
as bactérias do solo|os bacteriófagos|as plantas carnívoras|a seiva das árvores
as raízes das plantas|a germinação do feijão|as folhas que caem no outono|a clorofila|os estômatos
a reprodução assexuada|as células-tronco embrionárias|a ovelha Dolly e a clonagem
a edição genética com CRISPR|a homeostase|a bioluminescência dos vagalumes
a ecolocalização dos morcegos|o estômago dos ruminantes|os dinossauros com penas|o nicho ecológico
os protozoários
@business
o plano de negócios|a pesquisa de mercado|a campanha de marketing|a margem de lucro da loja
a DRE da empresa|o balanço patrimonial|o fluxo de caixa|as faturas em atraso
um cliente inadimplente|um fornecedor que atrasa|o MEI|o Simples Nacional
o capital social da empresa|a divisão entre sócios|a rodada de investimento|o investidor-anjo
o pitch para investidores|uma startup|uma franquia|uma loja virtual|o dropshipping
o funil de vendas|a fidelização de clientes|o atendimento ao cliente|o pós-venda|a marca pessoal
o público-alvo|o slogan de uma marca|o nome do meu negócio|a análise SWOT
a concorrência no meu setor|o ponto de equilíbrio do negócio|o retorno sobre investimento
a precificação de produtos|a promoção de Black Friday da loja|o modelo de assinatura
a proposta de valor|o faturamento|as notas fiscais da empresa|o reembolso de despesas
a depreciação contábil|o ativo e o passivo|o capital de giro|a auditoria interna
a gestão de estoque|a cadeia de suprimentos|a logística de entregas|a terceirização
a gestão de projetos|as metas trimestrais|os KPIs da equipe|a reunião com o chefe|a ata da reunião
a avaliação de desempenho|a entrevista de emprego|a carta de apresentação|o currículo
o aumento de salário|a negociação com um cliente|o recrutamento|o RH|a liderança de equipes
o home office na empresa|o treinamento de funcionários novos|a comissão dos vendedores
a fusão de empresas|a venda da minha empresa|o Tesouro Direto|os fundos imobiliários
a carteira de ações|a previdência privada|o empréstimo para empresa|uma hamburgueria como negócio
o Instagram da empresa|a cultura organizacional
@chemistry
a tabela periódica|a ligação covalente|a ligação iônica|os ácidos e as bases|o pH do vinagre
a titulação ácido-base|a solução tampão|a oxirredução|a ferrugem|o azinhavre do cobre
o balanceamento de equações químicas|o número de mols|a massa molar|a molaridade
o reagente limitante|os gases nobles|os metais alcalinos|os halogênios|os isótopos do carbono
a distribuição eletrônica|o diagrama de Linus Pauling|a eletronegatividade|as pontes de hidrogênio
as forças de Van der Waals|a fórmula de Lewis|os hidrocarbonetos|os alcanos|os alcenos|o benzeno
os álcoois e as cetonas|os ésteres|a esterificação|os polímeros|o náilon|o ácido sulfúrico
o ácido clorídrico|a soda cáustica|o bicarbonato com vinagre|a água sanitária com amônia
a água oxigenada|a eletrólise da água|a pilha de limão|o catalisador da reação
a velocidade da reação|o equilíbrio químico|o princípio de Le Chatelier|a entalpia de reação
a reação exotérmica|a combustão do etanol|a destilação|a cromatografia|a cristalização do sal
a saponificação|os tensoativos do detergente|a reação de Maillard nas moléculas
as cores dos fogos de artifício|o teste de chama|os indicadores ácido-base|a solução saturada
o soluto e o solvente|os coloides|o nox|a nomenclatura orgânica|a fórmula da amônia
o cloreto de sódio|o carbonato de cálcio|a água dura|o gelo seco|a corrosão do alumínio
a vidraria de laboratório|o erlenmeyer|os isômeros|a quiralidade|os grupos funcionais
a hibridização sp3
@computer science
o loop infinito do meu código|as variáveis em Python|a recursão|a programação orientada a objetos
a herança de classes em Java|os ponteiros em C|a lista encadeada|a árvore binária de busca
a complexidade de algoritmos|a notação Big O|o quicksort|a tabela hash|o banco de dados SQL
um JOIN em SQL|os índices do banco de dados|a API REST|o erro 404|o erro 500 no servidor
o conflito de merge no Git|a branch do Git|o container Docker|o Kubernetes|o terminal do Linux
as permissões de arquivos no Linux|o firewall|a criptografia de ponta a ponta
a criptografia de chave pública|o vírus de computador|o ransomware|o phishing|o endereço IP
o servidor DNS|o protocolo HTTPS|os cookies do navegador|a memória RAM|o SSD|o processador
a placa de vídeo para treinar IA|as threads|o deadlock|o compilador|a linguagem Rust
as promises em JavaScript|os hooks do React|o CSS que não centraliza a div|o HTML da página
a fórmula PROCV|as macros do Excel|as expressões regulares|o aprendizado de máquina
as redes neurais|os modelos de linguagem|o overfitting|o código binário|os testes unitários
a depuração de código|o NullPointerException|a integração contínua|a nuvem da AWS|o software livre
o app em Flutter|o arquivo JSON|o formato CSV|a injeção de SQL|a autenticação em dois fatores
o token JWT|o cache do navegador|a tela azul do Windows|a formatação do notebook|o backup do HD
a máquina virtual|os microsserviços|o desenvolvimento front-end|o gerenciador de senhas
o script em Bash
@economics
a inflação|a deflação|o PIB|a renda per capita|a oferta e a demanda|a elasticidade-preço
o custo de oportunidade|a taxa Selic|a política monetária|a política fiscal|o déficit público
a dívida pública|o desemprego entre jovens|a taxa de desemprego|o salário mínimo e o emprego
o mercado de trabalho|a desigualdade de renda|o índice de Gini|a balança comercial
as tarifas de importação|o livre comércio|a globalização econômica|o protecionismo
a vantagem comparativa|o câmbio do dólar|a desvalorização da moeda|a hiperinflação|o Plano Real
o padrão-ouro|a bolha imobiliária|a crise de 2008|a recessão|o ciclo econômico|a estagflação|o IPCA
a cesta básica e a inflação|o poder de compra|o congelamento de preços|os monopólios|o oligopólio
a concorrência perfeita|as externalidades|os bens públicos|a tragédia dos comuns
as falhas de mercado|os impostos progressivos|a curva de Laffer|a curva de Phillips|o keynesianismo
o multiplicador fiscal|a teoria quantitativa da moeda|o monetarismo|a mão invisível de Adam Smith
o capitalismo como sistema econômico|a economia planificada|a renda básica universal
a utilidade marginal|as economias de escala|a produtividade do trabalho|o crescimento econômico
os países emergentes|a economia informal|o FMI|o Banco Central|a impressão de dinheiro
o teto de gastos|a demanda agregada|o excedente do consumidor|o choque do petróleo e os preços
o equilíbrio de Nash em mercados|a armadilha da pobreza|os bens substitutos|o mercado de carbono
a poupança das famílias no PIB|a desindustrialização
@engineering
o concreto armado|as vigas de aço|a ponte pênsil|a fundação da casa|a parede estrutural
o isolamento térmico do telhado|o motor a combustão|o motor diesel|a caixa de câmbio|a embreagem
o freio ABS|o turbo do carro|a correia dentada|o motor trifásico|o transformador da rua
o quadro de luz|o disjuntor que desarma|o aterramento da casa|a bitola do fio
a placa solar no telhado|o inversor solar|a turbina eólica|a usina de Itaipu por dentro
a barragem de rejeitos|o reator da usina nuclear|a bomba de calor|a bomba d'água
a válvula de segurança|o circuito hidráulico|o cilindro pneumático|os rolamentos|as engrenagens
os parafusos de alta resistência|a solda TIG|a impressora 3D|o filamento PLA|a fresadora CNC
o torno mecânico|o desenho no AutoCAD|as tolerâncias de usinagem|a fadiga dos materiais
o aço inox 316|a fibra de carbono|o braço robótico|o CLP|o controlador PID|os sensores industriais
a placa Arduino|a ponte H|a fonte chaveada|a placa de circuito impresso
o capacitor de desacoplamento|o amplificador operacional|o ESP32|a bateria da bicicleta elétrica
o carregador de carro elétrico|o metrô e a sua tração|o tatuzão do túnel|a rede de esgoto
a estação de tratamento de água|o asfalto e as suas camadas|os elevadores de prédio
o guindaste da obra|o perfil da asa do avião|a turbina do avião|o foguete reutilizável
o drone caseiro|o trocador de calor|o ar-condicionado inverter|a câmara fria|o diagrama elétrico
a laje que trinca|a análise por elementos finitos|a manutenção preventiva de máquinas
o motor de passo
@health
a dor de cabeça|a enxaqueca|a febre alta|o resfriado|a gripe|a tosse seca|a dor de garganta
a amigdalite|a rinite|a asma|a pressão alta|o colesterol|a diabetes tipo 2|a glicose no sangue
a anemia|a falta de ferro|a vitamina D|o ibuprofeno|a dipirona|os antibióticos|a vacina da gripe
a pílula anticoncepcional|a cólica menstrual|a gravidez|a amamentação|a cólica do bebê
a febre do meu filho|a catapora|a dengue|a dor nas costas|o nervo ciático|a hérnia de disco
a torção do tornozelo|a tendinite|o joelho inchado|a artrose|a azia|a gastrite|a diarreia
a prisão de ventre|o intestino irritável|a intolerância à lactose|a doença celíaca|a pedra nos rins
a infecção urinária|a insônia|a apneia do sono|a tontura ao levantar|as palpitações|o infarto|o AVC
a acne|a dermatite|a pinta suspeita|a queimadura de sol|a picada de mosquito|a queda de cabelo
a cárie|a dor de dente|a gengiva que sangra|a vista cansada|as lentes de contato|a conjuntivite
o ouvido tampado|a dieta para emagrecer|o jejum intermitente|o consumo de proteína
o jeito de parar de fumar|a ressaca|o exame de sangue|a ressonância do joelho|a tireoide
o câncer de mama|a menopausa|os primeiros socorros
@history
a Revolução Francesa|a Segunda Guerra Mundial|a Primeira Guerra Mundial|o Império Romano
a queda de Constantinopla|a Idade Média|as Cruzadas|a peste negra|o Renascimento italiano
as Grandes Navegações|Vasco da Gama|Pedro Álvares Cabral|as capitanias hereditárias|os bandeirantes
o ciclo do ouro em Minas|a Inconfidência Mineira|Tiradentes|a vinda da família real
a Independência do Brasil|Dom Pedro I|Dom Pedro II|a Guerra do Paraguai|a abolição da escravatura
a Lei Áurea|Zumbi dos Palmares|a Proclamação da República|a República Velha|a Guerra de Canudos
o cangaço|a Era Vargas|a ditadura militar no Brasil|as Diretas Já|a Revolução dos Cravos
a ditadura de Salazar|a Restauração de 1640|o terremoto de Lisboa de 1755|o marquês de Pombal
Dom Afonso Henriques|a batalha de Aljubarrota|o Tratado de Tordesilhas|a União Ibérica
o tráfico negreiro|os navios negreiros|a Guerra Fria|o Muro de Berlim|a crise dos mísseis
a Revolução Russa|Stalin|o nazismo|o Holocausto|o desembarque na Normandia|a bomba de Hiroshima
Napoleão|a batalha de Waterloo|a Revolução Industrial|a Guerra de Secessão
a independência dos Estados Unidos|o antigo Egito|os faraós|Cleópatra|a Mesopotâmia|os fenícios
a Grécia antiga|Alexandre, o Grande|as Guerras Púnicas|Júlio César|os gladiadores|os vikings
Gengis Khan|a Rota da Seda|os samurais|o Império Otomano|a Inquisição|a Reforma Protestante
os astecas|os incas|o apartheid|a Revolução Cubana
@law
o contrato de aluguel|a caução do aluguel|a ação de despejo|a demissão sem justa causa
a justa causa|o aviso prévio|as verbas rescisórias|o FGTS na demissão|a CLT|o processo trabalhista
o divórcio consensual|a guarda compartilhada|a pensão alimentícia|a comunhão parcial de bens
a união estável|o testamento|o inventário da herança|os herdeiros necessários|a doação em vida
a queixa por estelionato|o boletim de ocorrência|a medida protetiva|a prisão preventiva
a prisão em flagrante|o recurso de uma multa|a suspensão da CNH|o crime de furto
o homicídio culposo|a legítima defesa|a presunção de inocência|os antecedentes criminais
a liberdade condicional|o habeas corpus|a Defensoria Pública|o cartório|a escritura do imóvel
a usucapião|o vizinho barulhento e a lei|a convenção do condomínio|as cláusulas abusivas
o direito de arrependimento|a garantia legal do produto|o Procon|o Código de Defesa do Consumidor
o nome negativado e a indenização|os danos morais|a LGPD|os direitos autorais
o plágio perante a lei|o registro de patente|a marca registrada no INPI|o direito de imagem
a calúnia e a difamação|a injúria racial|o visto de residência|o pedido de refúgio|a naturalização
a Constituição de 1988|o STF|o mandado de segurança|a jurisprudência|o Código Civil|o Código Penal
a prescrição de uma dívida|a penhora de bens|a procuração|o contrato verbal|a quebra de contrato
a cláusula de não concorrência|a responsabilidade civil
o plano de saúde que nega cobertura na Justiça|o assédio moral na Justiça|o direito de greve
a interdição de um idoso|a adoção legal|a extradição|o juizado especial
@math
as frações|os números primos|a regra de três|a porcentagem|a raiz quadrada
a equação do segundo grau|a fórmula de Bhaskara|os sistemas de equações|o teorema de Pitágoras
o teorema de Tales|a área do círculo|o volume da esfera|o número pi|os logaritmos|as derivadas
a regra da cadeia|as integrais|a integração por partes|os limites no cálculo
as equações diferenciais|as matrizes|o determinante|o produto escalar|os autovalores
os números complexos|os números irracionais|o MDC|o MMC|a divisão com vírgula
as potências negativas|a fatoração de polinômios|os produtos notáveis|o binômio de Newton
o triângulo de Pascal|a sequência de Fibonacci|a progressão aritmética|a progressão geométrica
as séries infinitas|a probabilidade de tirar dois ases|a análise combinatória
os arranjos e as combinações|as permutações|a média e a mediana|o desvio padrão
a distribuição normal|o teorema de Bayes|a regressão linear|o intervalo de confiança
o teste de hipótese|o seno e o cosseno|a trigonometria|a lei dos cossenos|os radianos
a equação da reta|o vértice da parábola|a elipse e os seus focos|as assíntotas|o domínio da função
a função inversa|a função exponencial|a prova por indução|a teoria dos conjuntos
os grupos abelianos|a aritmética modular|a hipótese de Riemann|a conjectura de Goldbach
os ângulos do triângulo|o perímetro do retângulo|os polígonos regulares|a bissetriz
a tabuada do sete|os números negativos|o módulo de um número real|as inequações
a geometria analítica|a topologia|os quadrados mágicos
@other
o bolo de cenoura|a receita de feijoada|um jantar rápido com frango|o pão de queijo
o arroz soltinho|o brigadeiro|uma viagem a Lisboa|as praias do Nordeste|um fim de semana em Roma
a mala de mão|o voo atrasado das férias|a capital da Austrália|os rios da Europa
a bandeira da Noruega|a previsão do tempo|a chuva no fim de semana|o jogo de domingo|o Flamengo
o Benfica|a Copa do Mundo|as regras do vôlei|a meia maratona da cidade|o último filme do Nolan
as novelas da Globo|as séries da Netflix|uma comédia romântica|os filmes de Star Wars
as músicas da Anitta|os acordes de violão|os festivais de verão|o casamento da minha prima
o presente para o meu namorado|o aniversário da minha mãe|o primeiro encontro
o meu ex que mandou mensagem|o buquê do Dia das Mães|a mancha de vinho no tapete
a máquina de lavar e as meias|a arrumação do armário|a roupa para um casamento
o corte de cabelo curto|o esmalte de unha|as tatuagens|as palavras cruzadas
o xadrez com o meu filho|os jogos de tabuleiro|o Mario Kart|o The Sims|o Minecraft do meu sobrinho
as piadas ruins|uma charada|um poema para a minha irmã|um nome para o cachorro
o passeio com o cachorro|o horóscopo da semana|a Mega-Sena|as eleições de domingo
o presidente da França|os partidos políticos|a feira do bairro|a mudança de apartamento
a pintura do quarto|as cortinas da sala|o cartão de Natal|a fantasia de carnaval
a festa de réveillon|o cafezinho coado|a caipirinha|um drinque sem álcool|os pastéis de nata
a trilha na Chapada Diamantina|o romance que estou lendo|os livros do Harry Potter
a ortografia de uma palavra|a pronúncia do inglês|o crochê|as fotos das férias
o churrasco de domingo
@philosophy
o mito da caverna|a ética de Aristóteles|o imperativo categórico|o utilitarismo|o dilema do bonde
o livre-arbítrio|o determinismo filosófico|o sentido da vida|o existencialismo|o absurdo em Camus
o nada em Sartre|o além-do-homem de Nietzsche|a morte de Deus em Nietzsche|o eterno retorno
o estoicismo|as meditações de Marco Aurélio|o epicurismo|Diógenes e os cínicos
a maiêutica de Sócrates|os sofistas|o mundo das ideias de Platão|A República de Platão|a metafísica
a ontologia|a epistemologia|o empirismo de Hume|o racionalismo|o gênio maligno de Descartes
o cogito|o dualismo de mente e corpo|o problema difícil da consciência|o quarto chinês de Searle
o navio de Teseu|a identidade pessoal em Locke|a navalha de Ockham como princípio
as cinco vias de Tomás de Aquino|o argumento ontológico|o problema do mal|a aposta de Pascal
o relativismo moral|o niilismo|o ceticismo|o solipsismo|a fenomenologia de Husserl
o Dasein de Heidegger|a dialética de Hegel|a alienação em Marx|a vontade em Schopenhauer
as mônadas de Leibniz|a substância em Espinosa|o contrato social de Rousseau|o Leviatã de Hobbes
o véu da ignorância de Rawls|a ética do cuidado|a ética animal de Singer|a banalidade do mal
a modernidade líquida de Bauman|o poder em Foucault|a desconstrução de Derrida
os jogos de linguagem de Wittgenstein|o positivismo lógico|a falseabilidade de Popper
o paradoxo do mentiroso|a felicidade segundo os filósofos|a eudaimonia|o belo e a estética
a verdade como correspondência|o dever moral|o taoismo|o não-eu no budismo
a filosofia de Simone de Beauvoir|o pragmatismo|os pré-socráticos|o rio de Heráclito
a Escola de Frankfurt
@physics
a gravidade|as leis de Newton|a força de atrito|a queda livre|o lançamento oblíquo|a inércia
a aceleração do carro|a energia cinética|a energia potencial|a conservação do momento linear
o pêndulo simples|o movimento harmônico|a força centrífuga|o momento angular|a velocidade da luz
a teoria da relatividade|a dilatação do tempo|os buracos negros|o Big Bang|a matéria escura
a energia escura|as ondas gravitacionais|a mecânica quântica|o gato de Schrödinger
o princípio da incerteza|o emaranhamento quântico|a dualidade onda-partícula
o experimento da dupla fenda|o efeito fotoelétrico|os fótons|os quarks|o bóson de Higgs
os neutrinos|a fissão nuclear|a fusão nas estrelas|a meia-vida do urânio|a radioatividade
a lei de Ohm|o campo elétrico|o campo magnético da Terra|os ímãs|a indução eletromagnética
as equações de Maxwell|a lei de Coulomb|a eletricidade estática|a refração da luz|o arco-íris
o azul do céu|as lentes convergentes|a difração|o efeito Doppler|as ondas sonoras
a velocidade do som|a ressonância de uma corda|a pressão no fundo do mar|o empuxo de Arquimedes
a equação de Bernoulli|a tensão superficial|a entropia|a segunda lei da termodinâmica
o calor específico|a dilatação térmica|o zero absoluto|a supercondutividade
o plasma como estado da matéria|as leis de Kepler|a órbita da Lua|as marés e a Lua|o peso na Lua
o plano inclinado|a mola e a lei de Hooke|a luz do laser|os raios X como radiação
o paradoxo dos gêmeos|a gravidade zero na estação espacial
@psychology
a ansiedade social|as crises de pânico|a depressão|a baixa autoestima|a procrastinação
a síndrome do impostor|o apego evitativo|a teoria do apego|a dependência emocional
a inteligência emocional|a terapia cognitivo-comportamental|a psicanálise de Freud|o inconsciente
o complexo de Édipo|os arquétipos de Jung|os sonhos repetidos e o inconsciente
o condicionamento clássico|o cão de Pavlov|o condicionamento operante|o reforço positivo
a pirâmide de Maslow|os estágios de Piaget|a memória de curto prazo|as falsas memórias
a curva do esquecimento|a atenção seletiva|o viés de confirmação|o efeito Dunning-Kruger
o efeito halo|a dissonância cognitiva|os vieses cognitivos|o efeito espectador
o experimento de Milgram|o experimento da prisão de Stanford|a obediência à autoridade
a pressão do grupo|o conformismo de Asch|o narcisismo|o transtorno borderline|a psicopatia|o TOC
o TDAH em adultos|o autismo e as emoções|o estresse pós-traumático|o luto|as fobias|o medo de avião
o medo de compromisso|o ciúme doentio|a birra da criança e as emoções|a crise da adolescência
a resiliência|a motivação intrínseca|o perfeccionismo|o esgotamento emocional|a ruminação mental
os pensamentos intrusivos|a atenção plena contra a ansiedade|o teste de Rorschach
os cinco grandes fatores da personalidade|a introversão|os extrovertidos|o teste de QI
a teoria da mente|a empatia|a manipulação emocional|o gaslighting|o vício em celular
o efeito placebo na mente|o desamparo aprendido|a zona de conforto|a crise da meia-idade
a terapia de casal|os mecanismos de defesa|o sentimento de solidão
"""

LEXICON = {"zh": CHINESE, "es": SPANISH, "fr": FRENCH, "de": GERMAN, "pt": PORTUGUESE}


def terms_of(block: str) -> dict[str, list[str]]:
    """Terms by domain; a line of the block ends between two terms."""
    found: dict[str, list[str]] = {}
    for label, line in read_blocks(block):
        found.setdefault(label, []).extend(part for part in line.split("|") if part)
    return found


def accusative(term: str) -> str:
    for pattern, change in GERMAN_ACCUSATIVE:
        term = re.sub(pattern, change, term)
    return term


def filled(frame: str, lang: str, terms: dict[str, str]) -> str:
    """The frame with its terms; the first term decides the number of `[singular|plural]`."""
    is_plural = any(re.match(PLURAL[lang], term) for term in list(terms.values())[:1])
    text = re.sub(r"\[(.*?)\|(.*?)\]", r"\2" if is_plural else r"\1", frame)
    bare = {name: term.removeprefix("*") for name, term in terms.items()}
    text = text.format(**bare, **{f"{name}4": accusative(term) for name, term in bare.items()})
    for pattern, change in CONTRACTIONS[lang]:
        text = re.sub(pattern, change, text)
    return text


def dealt(frames: str, count: int, rng: random.Random) -> list[str]:
    """`count` frames, each as often as the others but for one."""
    deck = frames.strip().splitlines()
    dealt_out: list[str] = []
    while len(dealt_out) < count:
        dealt_out += rng.sample(deck, len(deck))
    return dealt_out[:count]


def rows_of(lang: str, label: str, terms: list[str], rng: random.Random) -> Iterator[Row]:
    """Every term once: in pairs as many as leave `ROWS` rows, the others alone."""
    order = rng.sample(terms, len(terms))
    pairs = max(0, len(order) - ROWS)
    texts: list[str] = []
    for number, frame in enumerate(dealt(PAIRS[lang], pairs, rng)):
        first, second = order[2 * number : 2 * number + 2]
        texts.append(filled(frame, lang, {"a": first, "b": second}))
    alone = order[2 * pairs :]
    for frame, term in zip(dealt(FRAMES[lang], len(alone), rng), alone, strict=True):
        texts.append(filled(frame, lang, {"t": term}))
    for text in texts:
        if rng.random() < SHARE_OF_CARELESS:
            text = re.sub(r" ?[?.!]$|¿", "", text.lower())
        yield row("domain", text, label, lang, "domain_lexicon")


def rows() -> Iterator[Row]:
    rng = random.Random(SEED)
    for lang, block in LEXICON.items():
        for label, terms in terms_of(block).items():
            yield from rows_of(lang, label, terms, rng)


if __name__ == "__main__":
    write("domain_lexicon_b", rows())
