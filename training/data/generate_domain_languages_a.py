"""Seeds of the 14 domains in Chinese, Spanish, French, German and Japanese."""

CHINESE = r"""
@biology
为什么猫的眼睛晚上会发光?
有丝分裂和减数分裂到底差在哪,明天考试
蚂蚁是怎么知道回家的路的
家里的绿萝叶子发黄,是缺光还是根烂了?从植物生理上讲讲
病毒算不算生物
请用高中水平解释一下CRISPR
老师说线粒体以前是独立的细菌,这是真的吗
为什么同卵双胞胎的指纹不一样
@business
我们公司客户老是拖款,有什么不得罪人的催款方法
帮我写一份奶茶店的商业计划书大纲
毛利率和净利率怎么区分
老板让我做SWOT分析,完全没头绪
淘宝店有流量没转化,该从哪里查起
刚工作,工资八千,怎么存钱理财比较稳
给供应商写封邮件,说这批货少了两百件
初创公司给技术合伙人多少股份合适?
@chemistry
小苏打加白醋能通下水道吗,原理是什么
配平一下:Al + O2 → Al2O3
为什么冬天路上撒盐冰就化了
滴定过头了颜色太深,数据还能用吗
暖宝宝里面是什么东西在发热
共价键和离子键怎么一眼看出来
84消毒液为什么不能和洁厕灵混用
钠放进水里会怎样,写出方程式
@computer science
python里列表当默认参数为什么会出bug
git push被拒绝了,说non-fast-forward,咋办
进程和线程的区别,面试要用
帮我写个脚本,把文件夹里的照片按日期重命名
数据库索引建多了会不会反而变慢?
前端页面白屏,控制台报 Uncaught ReferenceError
大模型的上下文长度是什么意思
零基础四十岁学编程从哪开始
@economics
为什么国家不能多印钱还债
通货膨胀和通货紧缩哪个更可怕
汇率下跌对普通人有啥影响
用奶茶举例讲讲边际效用递减
加息之后房贷为什么会变
什么叫基尼系数,0.47算高吗
最低工资提高会不会导致失业
GDP增长了我怎么没感觉变富
@engineering
家里空气开关老跳闸,怎么算线径够不够
3D打印老是翘边怎么办
为什么桥上要留伸缩缝
PID参数怎么调,温度一直超调
步进电机高速丢步是什么原因
这根梁跨度4米,需要校核哪些内容
变频器和软启动器怎么选
高层建筑里的大铁球是干嘛用的
@health
最近总是凌晨三点醒,心跳很快,要去医院吗
体检报告说甲状腺结节3类,严重吗
布洛芬和感冒药能一起吃吗
宝宝38度5要不要吃退烧药
久坐腰疼有什么拉伸动作
血糖6.3算糖尿病前期吗
打完疫苗胳膊肿了正常吗
我爸打呼噜会停住几秒,挂哪个科
@history
丝绸之路上除了丝绸还卖什么
郑和为什么要下西洋
安史之乱对唐朝的影响,简单说
罗马帝国为什么分成东西两个
明朝的普通人一天吃什么
一战到底是谁先动手的
科举制度是哪一年废除的,为什么
给小学生讲讲秦始皇修长城的故事
@law
房东不退押金怎么办,合同里没写清楚
公司让我自愿离职,我能要赔偿吗
邻居家漏水把我家泡了,谁来赔
借条没写利息能要利息吗
试用期被辞退合法吗
用别人的照片做公众号封面算侵权吗
离婚时婚前买的房子怎么分
朋友欠钱不还,起诉要准备哪些材料
@math
348的17%是多少,怎么口算
证明根号2是无理数
鸡兔同笼,头35脚94,各几只
为什么0.999…等于1
求函数 y = x^2 e^x 的导数
六个人坐圆桌,甲乙不相邻有多少种坐法
排列和组合我总是搞混
特征值的几何意义是什么
@other
今晚吃什么好,冰箱里只有鸡蛋和西红柿
帮我写一段给闺蜜的生日祝福,搞笑一点
去成都玩三天怎么安排
你好呀,今天心情不错
推荐几部不吓人的悬疑剧
白衬衫上的咖啡渍怎么洗
世界杯几年一次,下届在哪
哈哈哈你会讲冷笑话吗
@philosophy
忒修斯之船换完木板还是原来那艘吗
庄子和老子的思想有什么不同
人有没有自由意志
如果所有人都觉得对,那就是道德的吗
康德的绝对命令能举个生活里的例子吗
加缪说的荒诞是悲观吗
王阳明的知行合一怎么理解
快乐和幸福是一回事吗,哲学家怎么说
@physics
天为什么是蓝的,晚霞却是红的
微波炉加热为什么有的地方热有的地方冷
在月球上同时扔羽毛和锤子哪个先落地
双缝实验里“观察”到底是什么意思
电梯启动时体重秤为什么会变大
4欧和6欧并联接12伏,总电流多少
冰为什么浮在水上
黑洞怎么会蒸发呢
@psychology
为什么半夜总会想起以前的尴尬事
拖延症的心理原因是什么
孩子四岁老撒谎,是发展阶段的问题吗
什么是认知失调
回避型依恋的人怎么谈恋爱
为什么人一多就没人帮忙了
MBTI有科学依据吗
情绪一激动就哭,该怎么理解自己
"""

SPANISH = r"""
@biology
por qué a los gatos les brillan los ojos en la oscuridad
Explícame la meiosis como si tuviera el examen mañana (lo tengo)
mi monstera saca hojas sin agujeros, ¿le falta luz?
¿Los virus están vivos o no?
Oye, ¿cómo saben las tortugas volver a la misma playa?
¿Por qué no hay mamíferos verdes?
diferencia entre gen y alelo
Un liquen, ¿es un organismo o dos?
@business
tengo tres clientes que pagan siempre tarde, cómo les reclamo sin perderlos
Hazme un esquema de plan de negocio para una panadería sin gluten
¿Qué margen debería tener un food truck?
Buenas, soy autónoma y no sé si me conviene montar una S.L.
escribe un correo al proveedor: faltan 200 unidades
¿Cómo pido un aumento si llevo dos años igual?
qué es el punto de equilibrio de una empresa
¿Qué hago primero con mi sueldo: ahorro, deuda o plan de pensiones?
@chemistry
¿por qué la sal derrite el hielo?
ajusta la ecuación: C3H8 + O2 → CO2 + H2O
¿Es peligroso mezclar lejía con amoniaco y por qué?
Me pasé en la valoración y quedó rosa fuerte, ¿la repito?
qué diferencia hay entre ácido fuerte y ácido concentrado
¿Por qué la manzana se pone marrón?
Calcula la molaridad de 12 g de KNO3 en 250 mL
¿cómo consiguen los colores los fuegos artificiales?
@computer science
me sale 'list index out of range' y juro que la lista tiene elementos
¿Postgres o Mongo para una web de reservas pequeña?
cómo deshago el último commit sin perder los cambios
Explícame qué es una API como si fuera mi abuela
Haz un script en bash que borre los logs de más de 30 días
¿por qué mi bucle while no termina nunca?
qué es la recursividad, con un ejemplo sencillo
¿Cómo sabe HTTPS que el servidor es el de verdad?
@economics
¿por qué sube la gasolina rápido y baja lento?
Si el banco central sube los tipos, ¿cómo me afecta a la hipoteca?
qué es la estanflación
¿Por qué el gobierno no imprime más dinero y ya está?
Explícame el coste de oportunidad con un sábado libre
¿El salario mínimo destruye empleo? ¿qué dicen los estudios?
diferencia entre PIB nominal y real
¿Quién paga de verdad un arancel?
@engineering
se me dispara el diferencial al encender el horno, ¿por dónde empiezo?
¿Qué sección de cable necesito para 30 A y 20 metros?
por qué los puentes tienen juntas metálicas
mi impresora 3D despega las esquinas con PETG
¿Cómo ajusto un PID que se pasa de temperatura?
Necesito un filtro paso bajo a 1 kHz, ¿qué R y C pongo?
¿Qué coeficiente de seguridad se usa en un gancho de grúa?
cómo funciona el diferencial de un coche
@health
llevo una semana despertándome a las tres con taquicardia, ¿voy al médico?
¿puedo tomar ibuprofeno y paracetamol el mismo día?
Me torcí el tobillo ayer, ¿hielo o calor?
ferritina alta con hierro normal, qué significa
mi bebé de 4 meses tiene 38,2, ¿urgencias?
¿Qué vacunas necesito para viajar a Kenia?
estiramientos para la lumbar, trabajo sentado
¿Cuánto dura el contagio de la gripe?
@history
¿por qué se dividió el Imperio romano?
Cómo era la vida diaria en Tenochtitlan antes de Cortés
quién empezó de verdad la primera guerra mundial
La Guerra Civil española en diez fechas, por favor
¿Qué fue la Hansa?
Mi abuelo hablaba del pan negro de la posguerra, ¿qué era exactamente?
por qué los mayas abandonaron sus ciudades
¿Cuándo pudieron votar las mujeres en Suiza?
@law
el casero no me devuelve la fianza, ¿qué hago?
¿Me pueden despedir estando de baja?
¿Es válido un contrato verbal?
Explícame esta cláusula: "El arrendatario exonera de toda responsabilidad al arrendador".
cuánto tarda en prescribir una deuda
¿Puedo grabar una llamada con el seguro?
me cancelaron el vuelo y solo me ofrecen un bono
El árbol del vecino invade mi patio, ¿lo puedo podar?
@math
cuánto es el 17 % de 348
¿Por qué menos por menos es más?
deriva ln(sen x) paso a paso
de cuántas formas se sientan 6 personas en una mesa redonda
Mi hija no entiende la división de fracciones, ¿cómo se lo explico?
resuelve x^2 - 7x + 12 = 0
¿Qué es un vector propio, en dibujo mental?
probabilidad de sacar al menos un seis con dos dados
@other
hola, ¿qué tal el día?
qué cocino con puerros, patatas y un poco de feta
Plan de tres días en Oaxaca con niños
escríbeme un poema para mi compañero que odia los lunes
¿Quién ganará la liga este año?
cómo quito una mancha de vino del sofá
¿Con qué países limita Bolivia?
Recomiéndame una serie corta y graciosa
@philosophy
si cambio todas las tablas del barco, ¿es el mismo barco?
¿Somos libres si el cerebro decide antes?
qué quería decir Ortega con "yo soy yo y mi circunstancia"
¿Mentir a un moribundo está bien?
Explícame el imperativo categórico con un ejemplo de oficina
¿El absurdo de Camus deprime o libera?
¿Existen los números o los inventamos?
qué hace que una vida tenga sentido
@physics
¿por qué el cielo es azul y el atardecer rojo?
lanzo una pelota a 12 m/s hacia arriba, ¿qué altura alcanza?
¿Por qué flota el hielo?
No entiendo la paradoja de los gemelos, ¿no es todo relativo?
resistencias de 4 y 6 ohmios en paralelo a 12 V
¿Una nevera abierta enfría la cocina?
qué mide exactamente un decibelio
¿Por qué hay dos mareas al día?
@psychology
por qué me acuerdo de cosas vergonzosas a las 2 de la mañana
¿Qué es la disonancia cognitiva?
procrastino hasta con lo que me gusta, ¿por qué?
Mi hijo de 4 años miente mucho, ¿es una etapa?
¿Funcionan de verdad los 21 días para crear un hábito?
apego evitativo y ansioso, ¿pueden ser pareja?
¿El coeficiente intelectual es genético?
Explica el efecto espectador con un caso
"""

FRENCH = r"""
@biology
pourquoi les yeux des chats brillent la nuit ?
C'est quoi la différence entre mitose et méiose, j'ai contrôle demain
un virus c'est vivant ou pas
Mon ficus perd ses feuilles depuis que je l'ai déplacé, pourquoi ?
Comment une chenille devient-elle papillon, à l'intérieur ?
les poissons ont-ils soif
Pourquoi de vrais jumeaux n'ont-ils pas les mêmes empreintes ?
Le lichen : un être vivant ou deux ?
@business
mes clients paient avec 60 jours de retard, je relance comment sans être lourd
Fais-moi un plan de business plan pour un salon de thé
auto-entrepreneur ou SASU pour commencer ?
Rédige un mail au fournisseur : il manque 200 pièces
C'est quoi un bon taux de churn pour un SaaS ?
comment demander une augmentation
Je dois licencier quelqu'un, comment l'annoncer avec tact ?
je mets d'abord de côté ou je rembourse mon crédit conso ?
@chemistry
pourquoi le sel fait fondre la neige ?
équilibre : Fe + O2 → Fe2O3 stp
Javel + vinaigre, qu'est-ce qui se dégage ?
J'ai dépassé l'équivalence, mon dosage est fichu ?
acide fort et acide concentré c'est pareil ?
Pourquoi le cuivre devient vert et le fer rouille ?
comment marche le savon, au niveau des molécules
Quelle masse de NaCl pour 500 mL à 0,2 mol/L ?
@computer science
mon useEffect boucle à l'infini, aidez-moi
Différence entre processus et thread ?
j'ai fait un git reset --hard, mes fichiers sont perdus ?
Écris un script Python qui trie mes photos par date
C'est quoi une clé étrangère en SQL ?
faut-il stocker un jwt dans le localStorage
Explique Docker à un débutant complet
Pourquoi 0.1 + 0.2 ne fait pas 0.3 en JavaScript ?
@economics
pourquoi l'essence monte vite et redescend lentement ?
C'est quoi l'inflation importée ?
si la BCE monte ses taux, ça change quoi pour mon prêt
Qui paie vraiment les droits de douane ?
Pourquoi ne pas imprimer de la monnaie pour payer la dette ?
explique l'avantage comparatif avec deux colocs
Le SMIC détruit-il des emplois ?
différence entre PIB et revenu médian
@engineering
mon disjoncteur saute quand je lance le four et le lave-vaisselle
Quelle section de câble pour 32 A sur 20 m ?
à quoi servent les joints métalliques des ponts
Mon PID dépasse la consigne de 8 degrés, je touche à quoi ?
Comment dimensionner une poutre de 4 m pour une mezzanine ?
pourquoi mon arduino redémarre quand le servo bouge
Comment un avion tient-il en l'air si l'aile plie autant ?
roulement sous l'eau sans graisse, quel matériau ?
@health
je me réveille à 3h avec le cœur qui bat fort, c'est grave ?
Doliprane et ibuprofène ensemble, possible ?
entorse hier, glace ou chaud
Ma mère vient d'avoir des anticoagulants, que doit-elle éviter de manger ?
ferritine haute mais fer normal, ça veut dire quoi
Bébé de 4 mois, 38,2, on va aux urgences ?
Quels vaccins pour le Sénégal ?
étirements du dos quand on est assis toute la journée
@history
pourquoi l'empire romain s'est coupé en deux
Qui a vraiment commencé la Première Guerre mondiale ?
La vie d'un paysan sous Louis XIV, une journée type
explique la Commune de Paris en 10 lignes
Pourquoi la guerre de Cent Ans a duré plus de cent ans ?
c'était quoi la Hanse
Mon arrière-grand-mère était "munitionnette", qu'est-ce que c'était ?
Napoléon a perdu en Russie à cause du froid ?
@law
mon proprio garde ma caution, j'ai quels recours ?
Peut-on me virer pendant un arrêt maladie ?
un accord oral, ça vaut quelque chose ?
L'arbre du voisin dépasse chez moi, je peux couper ?
Vol annulé, on me propose un bon d'achat, mes droits ?
je peux enregistrer un appel avec l'assurance sans prévenir ?
Faut-il un notaire pour un testament ?
Expliquez "sans préjudice" au début d'un courrier
@math
combien font 17 % de 348 de tête
Pourquoi moins par moins fait plus ?
dérive x·e^x
De combien de façons asseoir 6 personnes autour d'une table ronde ?
résous 2x² - 3x - 5 = 0 avec les étapes
C'est quoi l'intuition derrière le nombre e ?
proba d'avoir au moins un 6 avec deux dés
Montre que racine de 2 est irrationnelle
@other
salut ça va ?
qu'est-ce que je cuisine avec des poireaux et de la feta
Trois jours à Lyon en famille, tu proposes quoi ?
écris un petit discours de mariage rigolo pour mon frère
Qui va gagner la Coupe cette année ?
comment enlever du vin rouge sur un canapé beige
Quels pays touchent le Laos ?
une série policière pas trop sombre ?
@philosophy
si on remplace toutes les planches, est-ce le même bateau ?
Le libre arbitre existe-t-il ?
"L'enfer c'est les autres", Sartre voulait dire quoi au juste
L'absurde chez Camus, c'est triste ou libérateur ?
a-t-on le droit de mentir par bonté
Donne-moi un plan de dissertation : le bonheur est-il un devoir ?
le malin génie de Descartes, simplement
Peut-on être moral si tout le monde pense le contraire ?
@physics
pourquoi le ciel est bleu et le couchant rouge
Balle lancée à 12 m/s vers le haut, hauteur max ?
comment un arc-en-ciel se forme en arc
Pourquoi la glace flotte ?
je comprends pas les jumeaux de Langevin
4 et 6 ohms en parallèle sous 12 V, intensité totale ?
Un frigo ouvert refroidit-il la pièce ?
qu'est-ce que la matière noire, on en est sûr ?
@psychology
pourquoi je repense à mes moments gênants à 2h du matin
C'est quoi la dissonance cognitive ?
je procrastine même pour les trucs que j'aime
Mon fils de 4 ans ment tout le temps, c'est un stade normal ?
Le syndrome de l'imposteur, on s'en sort comment ?
différence empathie et sympathie
Les tests MBTI sont-ils sérieux ?
pourquoi personne n'aide quand il y a foule
"""

GERMAN = r"""
@biology
warum leuchten katzenaugen nachts eigentlich
Unterschied Mitose und Meiose, schreibe morgen Klausur
Sind Viren Lebewesen?
Unsere Bienen schwärmen trotz viel Platz, was löst das aus?
Woher weiß eine Leberzelle, dass sie eine Leberzelle ist?
können fische durst haben
Was passiert in der Puppe, bevor der Schmetterling schlüpft?
Warum gibt es keine grünen Säugetiere?
@business
drei kunden zahlen immer 60 tage zu spät, wie mahne ich freundlich
Lohnt sich eine GmbH oder bleibe ich Einzelunternehmer?
Schreib bitte eine Mail an den Lieferanten, 200 Teile fehlen
was ist der unterschied zwischen marge und aufschlag
Wie verhandle ich mein Gehalt, wenn sie nach dem alten fragen?
Grobe Businessplan-Gliederung für ein Café, bitte
ETF-Sparplan oder erst Kredit tilgen?
Unsere Retourenquote liegt bei 38 %, Ideen?
@chemistry
warum schmilzt salz das eis?
Darf man Chlorreiniger und Essig mischen? Was entsteht da?
gleich bitte aus: C3H8 + O2 -> CO2 + H2O
Titration übertitriert, kann ich das noch retten?
Wie funktioniert Seife auf Molekülebene?
starke säure vs konzentrierte säure??
Warum wird Kupfer grün und Aluminium nicht?
Wie viel Gramm NaOH für 250 ml 0,1-molare Lösung?
@computer science
npm install bricht mit ERESOLVE ab, was tun
Warum ist bei mir das Array im zweiten Render undefined?
Wie mache ich den letzten Commit rückgängig ohne Änderungen zu verlieren?
erklär mir rekursion ohne türme von hanoi
Schreib ein Skript, das Dateien älter als 30 Tage löscht
Postgres oder SQLite für eine Vereinsverwaltung?
Docker-Image ist 2 GB groß, wie kriege ich es kleiner?
was genau ist ein deadlock
@economics
warum steigt der spritpreis schnell und fällt langsam
Wenn die EZB die Zinsen anhebt, wie kommt das beim Bäcker an?
Was ist Stagflation?
Wer zahlt am Ende einen Zoll?
warum druckt der staat nicht einfach geld
Opportunitätskosten bitte mit meinem freien Samstag erklären
Kostet der Mindestlohn Arbeitsplätze, was sagt die Forschung?
Schuldenbremse: volkswirtschaftlich sinnvoll?
@engineering
fi-schalter fliegt beim backofen raus, wo fang ich an
Welcher Querschnitt für 32 A auf 20 Meter?
Wozu haben Brücken diese Metallkämme?
Mein Regler schwingt 8 Grad über, welchen Anteil zuerst senken?
Welche Nachweise brauche ich für einen Holzbalken mit 4,2 m Spannweite?
schrittmotor verliert schritte bei hoher drehzahl
H7/g6, was bedeutet das auf der Zeichnung?
Wie wird verhindert, dass Hochhäuser schwanken?
@health
wache seit tagen um 3 mit herzrasen auf, zum arzt?
Ibu und Paracetamol am selben Tag, geht das?
Knöchel umgeknickt, kühlen oder wärmen
Ferritin hoch, Eisen normal. Was heißt das?
Mein Vater hat Atemaussetzer beim Schnarchen, wohin damit?
baby 4 monate 38,2 fieber notaufnahme?
Welche Impfungen für Kenia?
Dehnübungen für den unteren Rücken im Büro
@history
warum hat sich das römische reich geteilt
Was war die Hanse?
Wer war schuld am Ersten Weltkrieg, kurz und lang
Wie lief die Berliner Luftbrücke ab?
Meine Oma erzählt vom Steckrübenwinter, was war das?
Alltag im Mittelalter: was aßen Bauern?
Wann durften Frauen in der Schweiz wählen
bauernkrieg 1525 in fünf sätzen
@law
vermieter behält die kaution, was kann ich tun
Darf mir während der Krankheit gekündigt werden?
Ist ein mündlicher Vertrag gültig?
Ast vom Nachbarn hängt rüber, darf ich schneiden?
Flug gestrichen, nur Gutschein angeboten. Rechte?
brauche ich auf meinem blog ein impressum
Was heißt "ohne Anerkennung einer Rechtspflicht"?
Handwerker pfuscht, muss ich trotzdem zahlen?
@math
wie viel sind 17 prozent von 348
Warum ist minus mal minus plus?
leite ln(sin x) ab
Auf wie viele Arten sitzen 6 Leute um einen runden Tisch?
Löse x² - 7x + 12 = 0 mit pq-Formel
Was ist ein Eigenvektor anschaulich?
wahrscheinlichkeit mindestens eine 6 bei zwei würfeln
Meine Tochter versteht Bruchdivision nicht, wie erklär ich's?
@other
na, wie geht's?
was koche ich mit lauch, kartoffeln und feta
Drei Tage Wien mit Kleinkind, mach mal einen Plan
Schreib ein lustiges Gedicht für meine Kollegin zum 50.
wer wird dieses jahr meister
Rotweinfleck auf hellem Sofa, Hilfe!
An welche Länder grenzt Laos?
Wie funktioniert die Erst- und Zweitstimme bei der Bundestagswahl?
@philosophy
ist ein schiff noch dasselbe wenn alle planken ersetzt sind
Haben wir einen freien Willen?
Kants kategorischer Imperativ mit einem Beispiel aus dem Büro
was wollte nietzsche mit der ewigen wiederkehr
Darf man Sterbende anlügen?
Gibt es Zahlen wirklich oder haben wir sie erfunden?
Der Mensch ist zur Freiheit verurteilt - was meint Sartre?
kann etwas moralisch richtig sein, das alle falsch finden
@physics
warum ist der himmel blau und abends rot
Ball mit 12 m/s nach oben, wie hoch kommt er?
Warum schwimmt Eis?
Zwillingsparadoxon: warum ist nur einer älter?
4 und 6 ohm parallel an 12 volt
Kühlt ein offener Kühlschrank die Küche?
Wieso gibt es zweimal am Tag Flut?
was heißt bei quanten eigentlich messen
@psychology
warum fallen mir peinliche sachen immer nachts ein
Was ist kognitive Dissonanz?
ich schiebe alles auf, sogar schöne sachen
Mein Vierjähriger lügt ständig, ist das eine Phase?
Stimmen die fünf Phasen der Trauer überhaupt?
Hochstapler-Syndrom als neue Teamleiterin, was hilft?
warum hilft keiner wenn viele zuschauen
Big Five oder MBTI, was taugt mehr?
"""

JAPANESE = r"""
@biology
猫の目って暗いところでなんで光るの?
体細胞分裂と減数分裂の違いを明日のテスト用に教えて
ウイルスは生き物ですか
さなぎの中では何が起きているんですか?
一卵性双生児なのに指紋が違うのはなぜ
観葉植物の葉先が茶色い、蒸散と関係ある?
ウミガメはどうやって同じ浜に戻ってくるの
光合成の明反応をざっくり説明して
@business
取引先の支払いがいつも遅い。角が立たない催促メールを書いて
個人事業主と法人、どっちがいいですか
粗利と営業利益の違いがわからない
カフェ開業の事業計画書の目次を作ってください
部下を叱るときのコツは?
SWOT分析を明日までにやれと言われた…
iDeCoとNISA、先にどっちをやるべき?
返品率が高いECサイトの改善案を三つ
@chemistry
塩をまくと雪が溶けるのはなぜ
重曹とクエン酸を混ぜると泡が出る反応式は?
漂白剤と酸性洗剤を混ぜちゃだめな理由を教えて
滴定で入れすぎてピンクになった、やり直し?
強酸と濃い酸は同じ意味ですか
使い捨てカイロの中身って何
りんごが茶色くなる仕組み
0.1mol/Lの食塩水を500mL作るには何グラム?
@computer science
pythonでIndentationErrorが出るけど見た目は揃ってる
gitで直前のコミットを取り消したい、変更は残して
プロセスとスレッドの違いを面接風に答えて
再帰が全然わかりません
ExcelでA列が「東京」の行だけB列を合計したい
Dockerって何がうれしいの?
このSQL遅いんですが、インデックスどう貼ればいい? SELECT * FROM t WHERE a=1 ORDER BY b
ハッシュの衝突ってどう処理するの
@economics
円安になると何が困るの
お金をたくさん刷れば借金返せるんじゃないの?
インフレとデフレ、どちらがまずい?
機会費用を休日の過ごし方で説明して
最低賃金を上げると失業は増える?
日銀が利上げすると住宅ローンはどうなりますか
GDPが増えても豊かさを感じないのはなぜ
関税は結局だれが払うの
@engineering
ブレーカーがよく落ちる、容量の計算方法は?
3Dプリンターの角が反るんだけど
橋の継ぎ目のギザギザは何のため?
PID制御でオーバーシュートする、どれを下げる?
梁のスパン4m、確認すべき項目を教えて
ステッピングモーターが高速で脱調します
H7とg6のはめあいってどういう意味
高層ビルの制振装置の仕組み
@health
夜中の三時に動悸で目が覚める。病院行くべき?
ロキソニンと風邪薬は一緒に飲んでいい?
足首をひねった、冷やす?温める?
健康診断で血糖値が高めと言われました
赤ちゃんが38.2度、救急に行くべきですか
座りっぱなしの腰痛に効くストレッチ
インフルエンザは何日うつりますか
父のいびきが途中で止まる。何科ですか?
@history
ローマ帝国はなぜ東西に分かれたの
江戸時代の庶民は何を食べてた?
関ヶ原の戦いを3行で
鎖国って本当に国を閉じてたの?
第一次世界大戦は結局だれが始めた
応仁の乱がややこしすぎる、整理して
シルクロードで絹以外に運ばれたもの
明治維新をフランス革命と比べてください
@law
敷金が返ってこない、どうすればいい?
試用期間中にクビって合法?
口約束でも契約になりますか
隣の木の枝がうちに入ってきてる、切っていい?
ネットの写真をブログに使うと著作権的にどう?
残業代が出ません。何を証拠に残せばいい?
遺言書は手書きでも有効ですか
電話を勝手に録音するのは違法?
@math
348の17%を暗算するコツ
なぜマイナス×マイナスはプラス
√2が無理数である証明を教えて
6人が円卓に座る並び方は何通り
x^2-7x+12=0を解いて
0.999…=1が納得できない
サイコロ2個で少なくとも1つ6が出る確率
固有ベクトルのイメージが知りたい
@other
おはよう!元気?
冷蔵庫に卵とネギしかない、何作ろう
子連れで沖縄3泊4日のプランお願い
同僚の送別会で読む面白い挨拶文を書いて
今年の甲子園どこが勝つと思う?
ソファに赤ワインこぼした
怖くないミステリードラマのおすすめは
ラオスと国境を接する国は?
@philosophy
テセウスの船って結局同じ船なの
自由意志はあると思いますか?
カントの定言命法を会社の例で
全員が正しいと思えば道徳的なの?
ニーチェの永劫回帰をやさしく
西田幾多郎の純粋経験とは
死ぬのが怖いのは合理的ですか
数は実在するのか発明なのか
@physics
空が青いのに夕焼けが赤いのはなぜ
12m/sで真上に投げたボールの最高点は
氷が水に浮く理由
双子のパラドックスがわからない
4Ωと6Ωを並列にして12Vかけたときの電流
冷蔵庫を開けっぱなしにしたら部屋は冷える?
虹はなぜ弧になるの
電子レンジで温まりムラができる理由
@psychology
夜中に昔の恥ずかしいことを思い出すのはなぜ
認知的不協和って何?
好きなことまで先延ばしにしてしまう
4歳の子が嘘ばかりつきます。発達段階ですか
習慣は21日で身につくって本当?
人が多いと誰も助けないのはどうして
血液型性格診断に根拠はある?
インポスター症候群の乗り越え方
"""
