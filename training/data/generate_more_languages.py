"""More seeds in ten languages for fact check, complexity and modality: one class a line.

Order of the eight lines of a language: needed, not needed; easy, medium, hard; both, image, text.
"""

from __future__ import annotations

from collections.abc import Iterator

from generate_common import Row, read_blocks, row

ORDER = [
    ("fact_check", "fact_check_needed"), ("fact_check", "no_fact_check_needed"),
    ("complexity", "easy"), ("complexity", "medium"), ("complexity", "hard"),
    ("modality", "both"), ("modality", "image"), ("modality", "text"),
]

MORE = r"""
@zh
写篇介绍张衡生平的短文; 欧元哪年开始流通; 土星有几颗卫星; 上海到成都高铁多久; 感冒吃抗生素有用吗,研究怎么说
帮我想个奶茶店名字; 把这段话改短; 续写:门昨天还不存在; 周日怎么安排:健身、洗衣、午睡; 写个反转数组的函数
2公里是多少米; 高兴的反义词; 10的一半; 给同事写句周末愉快; 今天星期几
写一封投诉航空公司丢行李的信; 讲讲REST和GraphQL的区别; 给新手做六周跑步计划; 解释房贷怎么算
用两种方法证明凯莱公式; 推导布莱克-斯科尔斯方程并指出假设的弱点; 为三百张床的医院制定周末搬迁方案
写篇游记并画一张路线图; 讲解日食并配示意图; 设计菜单,文字和插图都要; 给我的猫画张通缉令并列出罪名
水彩风格的秋天森林; 一只骑蜗牛的宇航员; 像素风小剑图标; 雪地里孤独的售货机插画
学画画从哪里开始; logo设计一般收多少钱; 写一首关于画的诗; 怎么把图片居中
@es
breve biografía de Frida Kahlo; ¿en qué año entró en circulación el euro?; cuántas lunas tiene Saturno; cuánto tarda el AVE de Madrid a Sevilla; ¿el antibiótico cura la gripe?
inventa un nombre para mi bar; acorta este párrafo; sigue el cuento: la puerta no estaba ayer; organiza mi domingo; función que invierta una lista
dos kilómetros en metros; antónimo de feliz; la mitad de diez; frase de buen fin de semana; qué día es hoy
carta de queja por maleta perdida; diferencias entre REST y GraphQL; plan de seis semanas para correr; explica cómo funciona una hipoteca
demuestra la fórmula de Cayley de dos formas; deduce Black-Scholes y critica sus supuestos; planifica el traslado de un hospital de 300 camas
crónica de viaje con un mapa dibujado; explica un eclipse y añade un esquema; menú de taquería con textos y dibujos; cartel de se busca de mi gato y su lista de delitos
bosque de otoño en acuarela; astronauta montado en un caracol; icono de espada en pixel art; una máquina expendedora sola en la nieve
cómo empiezo a dibujar; cuánto cobrar por un logo; poema sobre un cuadro; cómo centro una imagen en css
@fr
courte biographie d'Édith Piaf; en quelle année l'euro est-il arrivé en pièces; combien de lunes a Saturne; durée du TGV Paris-Marseille; un antibiotique soigne-t-il la grippe ?
invente un nom pour mon bar; raccourcis ce paragraphe; continue : la porte n'était pas là hier; organise mon dimanche; fonction qui inverse une liste
deux kilomètres en mètres; contraire de heureux; la moitié de dix; une phrase de bon week-end; quel jour sommes-nous
lettre de réclamation pour une valise perdue; REST ou GraphQL, différences; programme de course sur six semaines; explique un prêt immobilier
démontre la formule de Cayley de deux façons; dérive Black-Scholes et critique les hypothèses; planifie le déménagement d'un hôpital de 300 lits
carnet de voyage avec carte dessinée; explique une éclipse avec un schéma; carte de restaurant, textes et dessins; avis de recherche de mon chat, portrait et liste de ses crimes
forêt d'automne à l'aquarelle; astronaute sur un escargot; icône d'épée en pixel art; un distributeur seul dans la neige
comment débuter en dessin; combien facturer un logo; poème sur un tableau; centrer une image en css
@de
kurze biografie von clara schumann; seit wann gibt es den euro als bargeld; wie viele monde hat saturn; wie lange fährt der ice von berlin nach münchen; helfen antibiotika gegen grippe?
erfinde einen namen für meine bar; kürze den absatz; erzähl weiter: die tür war gestern noch nicht da; plane meinen sonntag; funktion die eine liste umdreht
zwei kilometer in metern; gegenteil von glücklich; hälfte von zehn; satz für ein schönes wochenende; welcher tag ist heute
beschwerdebrief wegen verlorenem koffer; REST oder GraphQL, unterschiede; laufplan für sechs wochen; erklär wie ein hauskredit funktioniert
beweise die cayley-formel auf zwei arten; leite black-scholes her und kritisiere die annahmen; plane den umzug einer klinik mit 300 betten
reisebericht mit gezeichneter karte; erklär die sonnenfinsternis mit skizze; speisekarte mit texten und zeichnungen; steckbrief meiner katze mit porträt und straftaten
herbstwald als aquarell; astronaut reitet auf schnecke; schwert-icon in pixel art; einsamer automat im schnee
wie fange ich mit zeichnen an; was kostet ein logo; gedicht über ein gemälde; bild in css zentrieren
@ja
紫式部の生涯を短くまとめて; ユーロの現金はいつから; 土星の衛星はいくつ; 東京から博多まで新幹線で何時間; 風邪に抗生物質は効く?
バーの名前を考えて; この段落を短くして; 続きを書いて:その扉は昨日なかった; 日曜の予定を立てて; リストを逆順にする関数
2キロは何メートル; 嬉しいの反対語; 10の半分; 良い週末をの一言; 今日は何曜日
スーツケース紛失の苦情の手紙; RESTとGraphQLの違い; 六週間のランニング計画; 住宅ローンの仕組みを説明して
ケイリーの公式を二通りで証明せよ; ブラック・ショールズ式を導出し仮定を批判して; 300床の病院の移転計画を立てて
旅行記と手描き風の地図を作って; 日食を図つきで説明して; メニュー表を文と絵で; うちの猫の指名手配書、似顔絵と罪状つき
水彩の秋の森; カタツムリに乗る宇宙飛行士; ドット絵の剣アイコン; 雪の中の自動販売機のイラスト
絵の始め方; ロゴの相場はいくら; 絵画についての詩; cssで画像を中央に
@ko
신사임당 생애 요약; 유로 지폐는 언제부터 썼나; 토성 위성은 몇 개; 서울에서 부산 KTX 몇 시간; 감기에 항생제 효과 있나요
술집 이름 지어줘; 이 문단 줄여줘; 이어서 써줘: 그 문은 어제 없었다; 일요일 계획 짜줘; 리스트 뒤집는 함수
2킬로는 몇 미터; 기쁘다 반대말; 10의 절반; 주말 잘 보내라는 한마디; 오늘 무슨 요일
분실 수하물 항의 편지; REST와 GraphQL 차이; 6주 달리기 계획; 주택 대출 구조 설명
케일리 공식을 두 가지로 증명하라; 블랙숄즈 유도하고 가정을 비판해줘; 300병상 병원 이전 계획
여행기와 손그림 지도; 일식 설명이랑 그림; 메뉴판 글과 그림 둘 다; 우리 고양이 수배 전단, 초상화랑 죄목
수채화 가을 숲; 달팽이 탄 우주인; 픽셀 검 아이콘; 눈 속 자판기 일러스트
그림 어떻게 시작해요; 로고 비용 얼마; 그림에 대한 시; css 이미지 가운데 정렬
@pt
biografia curta de Machado de Assis; quando o euro virou dinheiro vivo; quantas luas tem Saturno; quanto tempo de trem de Lisboa ao Porto; antibiótico cura gripe?
inventa nome pro meu bar; encurta esse parágrafo; continua: a porta não estava ali ontem; organiza meu domingo; função que inverte lista
dois quilômetros em metros; antônimo de feliz; metade de dez; frase de bom fim de semana; que dia é hoje
carta de reclamação por mala perdida; REST ou GraphQL, diferenças; plano de corrida de seis semanas; explica financiamento de casa
prova a fórmula de Cayley de dois jeitos; deduz Black-Scholes e critica as hipóteses; planeja a mudança de um hospital de 300 leitos
relato de viagem com mapa desenhado; explica o eclipse com desenho; cardápio com texto e ilustrações; cartaz de procurado do meu gato com retrato e crimes
floresta de outono em aquarela; astronauta montado num caracol; ícone de espada pixel art; máquina de bebidas sozinha na neve
como começo a desenhar; quanto cobrar por logo; poema sobre um quadro; centralizar imagem no css
@ru
краткая биография ахматовой; с какого года евро наличными; сколько спутников у сатурна; сколько ехать сапсаном до петербурга; помогают ли антибиотики от гриппа
придумай название бару; сократи абзац; продолжи: вчера этой двери не было; распланируй воскресенье; функция разворота списка
два километра в метрах; антоним слова радостный; половина от десяти; пожелание хороших выходных; какой сегодня день
жалоба на потерянный чемодан; чем REST отличается от GraphQL; план бега на шесть недель; объясни ипотеку
докажи формулу кэли двумя способами; выведи блэка-шоулза и раскритикуй допущения; план переезда больницы на 300 коек
путевые заметки с нарисованной картой; объясни затмение с рисунком; меню с текстом и рисунками; плакат о розыске кота с портретом и списком преступлений
осенний лес акварелью; космонавт верхом на улитке; пиксельная иконка меча; одинокий автомат в снегу
с чего начать рисовать; сколько стоит логотип; стих о картине; отцентрировать картинку в css
@ar
سيرة قصيرة لأم كلثوم; متى بدأ تداول اليورو نقدا; كم قمرا لزحل; كم يستغرق القطار من القاهرة إلى أسوان; هل ينفع المضاد الحيوي مع الإنفلونزا
اخترع اسما لمقهاي; اختصر هذه الفقرة; أكمل: لم يكن الباب هنا أمس; رتب لي يوم الأحد; دالة تعكس قائمة
كيلومتران كم مترا; عكس كلمة سعيد; نصف العشرة; جملة لعطلة سعيدة; ما اليوم
رسالة شكوى عن حقيبة مفقودة; الفرق بين REST و GraphQL; خطة جري لستة أسابيع; اشرح القرض العقاري
أثبت صيغة كايلي بطريقتين; اشتق معادلة بلاك شولز وانقد فرضياتها; خطة نقل مستشفى فيه 300 سرير
يوميات رحلة مع خريطة مرسومة; اشرح الكسوف مع رسم; قائمة طعام بنصوص ورسوم; إعلان مطلوب لقطتي مع صورتها وجرائمها
غابة خريفية بالألوان المائية; رائد فضاء يركب حلزونا; أيقونة سيف بكسل; آلة بيع وحيدة في الثلج
كيف أبدأ الرسم; كم سعر تصميم الشعار; قصيدة عن لوحة; توسيط صورة في css
@hi
लता मंगेशकर की छोटी जीवनी; यूरो नकद कब शुरू हुआ; शनि के कितने चंद्रमा हैं; दिल्ली से वाराणसी ट्रेन में कितना समय; क्या एंटीबायोटिक फ्लू में काम करती है
मेरी दुकान का नाम सोचो; ये पैराग्राफ छोटा करो; कहानी आगे बढ़ाओ: कल यह दरवाजा नहीं था; मेरा रविवार प्लान करो; लिस्ट उलटने का फंक्शन
दो किलोमीटर में कितने मीटर; खुश का विलोम; दस का आधा; अच्छे वीकेंड की शुभकामना; आज कौन सा दिन है
खोए सूटकेस की शिकायत का पत्र; REST और GraphQL में अंतर; छह हफ्ते की दौड़ योजना; होम लोन समझाओ
केली सूत्र दो तरीकों से सिद्ध करो; ब्लैक शोल्स निकालो और मान्यताओं की आलोचना करो; 300 बिस्तर के अस्पताल के स्थानांतरण की योजना
यात्रा वृत्तांत और हाथ से बना नक्शा; ग्रहण समझाओ चित्र के साथ; मेन्यू कार्ड लेख और चित्र दोनों; मेरी बिल्ली का वांटेड पोस्टर, चित्र और अपराध सूची
वाटरकलर में पतझड़ का जंगल; घोंघे पर बैठा अंतरिक्ष यात्री; पिक्सेल तलवार आइकन; बर्फ में अकेली वेंडिंग मशीन
चित्रकारी कैसे शुरू करूँ; लोगो के कितने पैसे लूँ; पेंटिंग पर कविता; css में इमेज बीच में
"""


def more(task: str) -> Iterator[Row]:
    lines: dict[str, list[str]] = {}
    for lang, line in read_blocks(MORE):
        lines.setdefault(lang, []).append(line)
    for lang, classes in lines.items():
        for (name, label), line in zip(ORDER, classes, strict=True):
            if name == task:
                for text in line.split("; "):
                    yield row(task, text, label, lang, f"{task}_seed")
