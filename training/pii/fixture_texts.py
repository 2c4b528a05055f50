"""Texts of our own on which Python and TypeScript must agree."""

TEXTS = [
    "", " \n\t ", "a", "?", "Anna", "My name is Ottilie Brandvold and I live in Tromsø.",
    "hi, i'm joris de vlieger, 34, from ghent", "HELLO MRS. PEMBERTON, WELCOME TO LEEDS!",
    "Dr. Amara Okonkwo-Reyes (Northgate Hospital, 14 Quarry Hill Lane, York YO1 7HZ) called at 4:30 PM.",
    "Ship to: Ines Pacheco\nRua das Flores 112, 3.º Esq.\n4050-262 Porto\nPortugal",
    "user_name: kestrel_77, e-mail kestrel.77@example.org, phone +44 20 7946 0958",
    "{\"name\": \"Łukasz Żółkiewski\", \"city\": \"Gdańsk\", \"age\": 41}",
    "| Sven Öberg | Nordlys AB | 2031-04-05 |\n| Mia Rantanen | Kaisla Oy | 05.04.2031 |",
    "The Danish embassy in Nairobi closes on Friday, 9 May; ask Senator Whitcombe's office.",
    "Zażółć gęślą jaźń. ÅSA ÄRLIG. straße STRASSE ẞ. İstanbul ISPARTA ığdır. Dž ǆ Ǆ.",
    "ΓΙΩΡΓΟΣ Παπαδόπουλος ζει στην Αθήνα. Σίσυφος ἀρχή Ὀδυσσεύς.",
    "Меня зовут Аркадий Лозовой, я живу в Твери. Ёжик, Київ.", "Ես Արամ Հակոբյանն եմ, Երևան։",
    "我叫欧阳明远，住在杭州市西湖区文三路88号，电话13800138000。", "東京都港区の山田花子さんは株式会社コメットで働いています。",
    "제 이름은 황보영희이고 부산에 살아요. 김철수 교수님!", "اسمي ليلى الحداد وأعيش في بيروت، شارع الحمرا ١٢.",
    "मेरा नाम सुनीता भट्ट है और मैं जयपुर में रहती हूँ।", "ผมชื่อสมชาย ใจดี อยู่ที่เชียงใหม่", "שמי נועה ברק ואני גרה בחיפה.",
    "ქართული ენა, თბილისი. ភាសាខ្មែរ မြန်မာ አማርኛ தமிழ்", "Tên tôi là Nguyễn Thị Hằng, sống ở Đà Nẵng.",
    "😀 Tomás 👩🏽‍🚀 met Léa 🇫🇷 in 𝒫𝒶𝓇𝒾𝓈 𠮷野家 𝟭𝟮", "\ud83d lone \udc00 halves Anna\ud800Smith \ud800\ud800\udc00 end \ud83d",
    "zero\u200bwidth soft\u00adhyphen \ufeffmark no\u00a0break\u2028line e\u0301\u0308 \u202eright\u202c \x00\x07\x7f",
    "﹏ ＡＢＣ ｱｲｳ ＠１２３ ﬁne ½ № ℃ ™ → ∑ ☃ ❤️ 1️⃣ “quotes” ‘single’ „low“ «fr» — – … •",
    "x" * 63 + " " + "y" * 64 + " " + "z" * 65 + " " + "W" * 130, "--------- ///// ..... $$$ ``` <<>> ((())) ___ _a_ a_b",
    "12 1234 12345678901 1234567890123 v2.10.3-rc.1 0xDEADBEEF 3d mp3 H2O 1st 22:41:07 $1,234.56",
    "login failed for mkessler7 from 192.0.2.17\nERROR at line 42 in main.py\n\n\nretry=3",
    "From: Pilar Quintanilla <pilar.q@example.com>\r\nTo: Board\r\nDate: 3 June 2030\r\n\r\nDear Mr Abernathy,\r\nRegards,\r\nPilar",
    "all lower case line with names like tobias and miriam\nALL UPPER LINE WITH BERLIN\nMixed Line With Oslo\n1234",
    "Kofi works for Acme Holdings, Kofi's brother for Barrow & Finch LLP, their cousin for the University of Bergen.",
    "SSN 078-05-1120, IBAN GB29 NWBK 6016 1331 9268 19, card 4111 1111 1111 1111, plate KX-41-ZT, zip 90210-1234",
    "Plan three days in Ljubljana with my daughter Neža who is 7 years old, starting tomorrow at noon.",
]

# More tokens than the runtime holds at once; the numbers make the pieces differ.
LONG = " ".join(f"No. {number}: Ida Holm-{number % 7} moved to Bergen{'.' * (number % 5)}" for number in range(1200))
