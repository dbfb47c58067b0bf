"""What each fact is, for people: a verdict names the facts that it used, and those that have to be established."""

from models.sentences import Sentence

FACT_WORDS = {
    "case.registered_at": Sentence(
        ru="регистрация в ЕРДР",
        kk="СДТБТ-да тіркелген уақыт",
        en="registration in the register",
    ),
    "case.form": Sentence(ru="форма расследования", kk="тергеп-тексеру нысаны", en="form of the investigation"),
    "case.closed_at": Sentence(
        ru="окончание досудебного расследования",
        kk="сотқа дейінгі тергеп-тексерудің аяқталуы",
        en="end of the pre-trial investigation",
    ),
    "person.birth_date": Sentence(ru="дата рождения", kk="туған күні", en="date of birth"),
    "person.sex": Sentence(ru="пол", kk="жынысы", en="sex"),
    "person.pregnant": Sentence(ru="беременность", kk="жүктілігі", en="pregnancy"),
    "person.minor_child": Sentence(
        ru="наличие малолетнего ребёнка",
        kk="жас баласының болуы",
        en="whether there is a small child",
    ),
    "person.first_offence": Sentence(
        ru="совершил ли преступление впервые",
        kk="қылмысты алғаш рет жасағаны",
        en="whether it is a first offence",
    ),
    "role.role": Sentence(
        ru="процессуальное положение по регистру",
        kk="тіркелім бойынша процестік жағдайы",
        en="role in the register",
    ),
    "role.since": Sentence(
        ru="с какого времени лицо в этом положении",
        kk="осы жағдайда қай уақыттан бері",
        en="since when the person has the role",
    ),
    "role.until": Sentence(
        ru="до какого времени лицо в этом положении",
        kk="осы жағдайда қай уақытқа дейін",
        en="until when the person has the role",
    ),
    "episode.articles": Sentence(ru="квалификация эпизода", kk="эпизодтың саралануы", en="qualification of the episode"),
    "episode.began_on": Sentence(ru="когда началось деяние", kk="іс-әрекет қашан басталды", en="when the offence began"),
    "episode.ended_on": Sentence(ru="когда окончилось деяние", kk="іс-әрекет қашан аяқталды", en="when the offence ended"),
    "episode.place": Sentence(ru="место совершения", kk="жасалған орны", en="place of the offence"),
    "episode.method": Sentence(ru="способ совершения", kk="жасалу тәсілі", en="method of the offence"),
    "episode.gravity": Sentence(ru="тяжесть преступления", kk="қылмыстың ауырлығы", en="gravity of the offence"),
    "episode.death": Sentence(ru="причинена ли смерть", kk="өлімге әкелгені", en="whether it caused death"),
    "episode.grave_harm": Sentence(
        ru="причинён ли тяжкий вред",
        kk="ауыр зиян келтірілгені",
        en="whether it caused grave harm",
    ),
    "episode.offenders": Sentence(ru="кто совершил деяние", kk="іс-әрекетті кім жасады", en="who committed the offence"),
    "episode.victims": Sentence(ru="кто потерпевший", kk="жәбірленуші кім", en="who the victims are"),
    "agreement.consent": Sentence(
        ru="согласие потерпевшего на примирение",
        kk="жәбірленушінің татуласуға келісімі",
        en="the victim's consent to reconcile",
    ),
    "agreement.harm_made_good": Sentence(ru="заглажен ли вред", kk="зиянның өтелгені", en="whether the harm was made good"),
    "agreement.representative": Sentence(
        ru="участие законного представителя потерпевшего",
        kk="жәбірленушінің заңды өкілінің қатысуы",
        en="the victim's legal representative took part",
    ),
    "decision.kind": Sentence(ru="вид решения", kk="шешімнің түрі", en="kind of the decision"),
    "decision.decided_at": Sentence(
        ru="когда вынесено решение",
        kk="шешім қашан шығарылды",
        en="when the decision was taken",
    ),
    "decision.articles": Sentence(
        ru="статьи, на которые ссылается решение",
        kk="шешім сілтеме жасаған баптар",
        en="articles that the decision cites",
    ),
    "decision.text": Sentence(ru="текст решения", kk="шешімнің мәтіні", en="text of the decision"),
    "decision.other_ground": Sentence(
        ru="указано ли другое основание прекращения",
        kk="тоқтатудың басқа негізі көрсетілгені",
        en="whether another ground of termination is stated",
    ),
    "decision.agreed": Sentence(
        ru="согласие прокурора с решением",
        kk="прокурордың шешіммен келісуі",
        en="the prosecutor's agreement to the decision",
    ),
    "decision.refused": Sentence(
        ru="отказ прокурора в согласовании",
        kk="прокурордың келісуден бас тартуы",
        en="the prosecutor's refusal to agree",
    ),
    "decision.announced_at": Sentence(
        ru="когда решение объявлено",
        kk="шешім қашан жарияланды",
        en="when the decision was announced",
    ),
    "decision.cancelled_at": Sentence(
        ru="когда решение отменено",
        kk="шешімнің күші қашан жойылды",
        en="when the decision was cancelled",
    ),
    "decision.prosecutor_reviewed": Sentence(
        ru="рассмотрено ли решение прокурором",
        kk="шешімді прокурордың қарағаны",
        en="whether the prosecutor reviewed the decision",
    ),
    "detention.detained_at": Sentence(ru="фактическое задержание", kk="нақты ұстау", en="detention in fact"),
    "detention.protocol_at": Sentence(ru="протокол задержания", kk="ұстау хаттамасы", en="protocol of detention"),
    "detention.notified_at": Sentence(
        ru="уведомление прокурора о задержании",
        kk="прокурорға ұстау туралы хабарлау",
        en="notice of the detention to the prosecutor",
    ),
    "detention.ended_at": Sentence(
        ru="освобождение или доставление в суд",
        kk="босату немесе сотқа жеткізу",
        en="release or bringing before a court",
    ),
    "detention.listed_case": Sentence(
        ru="случай, в котором закон допускает больший срок",
        kk="заң ұзағырақ мерзімге жол беретін жағдай",
        en="a case in which the law allows the longer term",
    ),
    "extension.until": Sentence(
        ru="до какого времени продлён срок",
        kk="мерзім қай уақытқа дейін ұзартылды",
        en="until when the term was extended",
    ),
    "interruption.since": Sentence(ru="начало прерывания срока", kk="мерзімді үзудің басы", en="start of the interruption"),
    "interruption.until": Sentence(ru="конец прерывания срока", kk="мерзімді үзудің соңы", en="end of the interruption"),
    "interrogation.role": Sentence(
        ru="в каком качестве допрошено лицо",
        kk="адамнан қандай жағдайда жауап алынды",
        en="role in which the person is interrogated",
    ),
    "interrogation.form": Sentence(ru="вид допроса", kk="жауап алу түрі", en="form of the interrogation"),
    "interrogation.remote": Sentence(
        ru="дистанционный ли допрос",
        kk="қашықтан жауап алу ма",
        en="whether it was by video link",
    ),
    "interrogation.protocol_language": Sentence(ru="язык протокола", kk="хаттаманың тілі", en="language of the protocol"),
    "interrogation.participants": Sentence(
        ru="участники допроса",
        kk="жауап алуға қатысушылар",
        en="who took part in the interrogation",
    ),
    "interrogation.rights_article": Sentence(
        ru="права по какой статье разъяснены",
        kk="қай бап бойынша құқықтар түсіндірілді",
        en="article whose rights were explained",
    ),
    "interrogation.rights_at": Sentence(
        ru="когда разъяснены права",
        kk="құқықтар қашан түсіндірілді",
        en="when the rights were explained",
    ),
    "interrogation.first_question_at": Sentence(
        ru="когда задан первый вопрос по существу",
        kk="істің мәні бойынша алғашқы сұрақ қашан қойылды",
        en="when the first question on the matter was asked",
    ),
    "interrogation.refusal_right_explained": Sentence(
        ru="разъяснено ли право отказаться от показаний",
        kk="айғақ беруден бас тарту құқығы түсіндірілгені",
        en="whether the right to refuse was explained",
    ),
    "interrogation.refusal_right_at": Sentence(
        ru="время разъяснения права отказаться от показаний",
        kk="айғақ беруден бас тарту құқығы түсіндірілген уақыт",
        en="time when the right to refuse was explained",
    ),
    "interrogation.use_warned_at": Sentence(
        ru="время предупреждения, что показания могут быть использованы",
        kk="айғақтар пайдаланылуы мүмкін екендігі ескертілген уақыт",
        en="time of the warning that testimony may be used",
    ),
    "interrogation.use_warned": Sentence(
        ru="предупреждение, что показания могут быть использованы",
        kk="айғақтар пайдаланылуы мүмкін екендігі ескертілгені",
        en="warning that testimony may be used",
    ),
    "interrogation.guilt_asked": Sentence(
        ru="задан ли вопрос о признании вины",
        kk="кінәсін мойындау туралы сұрақ қойылғаны",
        en="whether the question of guilt was asked",
    ),
    "interrogation.liability_warned": Sentence(
        ru="предупреждение об ответственности по статьям 420 и 421 УК",
        kk="ҚК 420, 421-баптары бойынша жауаптылық ескертілгені",
        en="warning of articles 420 and 421 УК",
    ),
    "interrogation.language_asked": Sentence(
        ru="выяснен ли язык показаний и нужда в переводчике",
        kk="айғақ беру тілі мен аудармашы қажеттігі анықталғаны",
        en="whether language and need of an interpreter were asked",
    ),
    "interrogation.interpreter_rights": Sentence(
        ru="разъяснены ли права переводчику",
        kk="аудармашыға құқықтары түсіндірілгені",
        en="whether the interpreter's rights were explained",
    ),
    "interrogation.spoken_languages": Sentence(
        ru="на каких языках говорит допрашиваемый",
        kk="жауап алынушы қай тілдерде сөйлейді",
        en="languages that the person is heard to speak",
    ),
    "interrogation.recorded": Sentence(ru="ведётся ли запись", kk="жазба жүргізілгені", en="whether it was recorded"),
    "interrogation.means_announced": Sentence(
        ru="объявлено ли заранее о технических средствах",
        kk="техникалық құралдар туралы алдын ала хабарланғаны",
        en="whether recording was announced beforehand",
    ),
    "interrogation.means_named": Sentence(
        ru="названы ли технические средства в протоколе",
        kk="хаттамада техникалық құралдар аталғаны",
        en="whether the protocol names the technical means",
    ),
    "interrogation.leading_questions": Sentence(
        ru="вопросы, похожие на наводящие",
        kk="бағыттаушыға ұқсас сұрақтар",
        en="questions that may be leading",
    ),
    "interrogation.discretion_recorded": Sentence(
        ru="решение о приглашении педагога или психолога",
        kk="педагогты немесе психологты шақыру туралы шешім",
        en="decision whether to call a pedagogue or psychologist",
    ),
    "interrogation.remote_considered": Sentence(
        ru="рассмотрен ли дистанционный допрос",
        kk="қашықтан жауап алу мүмкіндігі қаралғаны",
        en="whether interrogation by video link was considered",
    ),
    "interrogation.additional_ground": Sentence(
        ru="основание дополнительного допроса",
        kk="қосымша жауап алудың негізі",
        en="ground of the additional interrogation",
    ),
    "interrogation.contradiction_recorded": Sentence(
        ru="существенные противоречия в прежних показаниях",
        kk="бұрынғы айғақтардағы елеулі қайшылықтар",
        en="substantial contradictions in earlier testimony",
    ),
    "interrogation.empty_fields": Sentence(
        ru="незаполненные обязательные поля протокола",
        kk="хаттаманың толтырылмаған міндетті жолдары",
        en="required fields of the protocol that are empty",
    ),
    "interrogation.times_to_minute": Sentence(
        ru="указаны ли начало и конец с точностью до минуты",
        kk="басталуы мен аяқталуы минутына дейін көрсетілгені",
        en="whether start and end stand to the minute",
    ),
    "interrogation.pages_unsigned": Sentence(
        ru="неподписанные страницы",
        kk="қол қойылмаған беттер",
        en="pages that are not signed",
    ),
    "interrogation.remarks_open": Sentence(
        ru="замечания без ответа",
        kk="жауапсыз ескертулер",
        en="remarks that nobody answered",
    ),
    "interrogation.signing_refused": Sentence(
        ru="отказ подписать протокол",
        kk="хаттамаға қол қоюдан бас тарту",
        en="refusal to sign the protocol",
    ),
    "interrogation.refusal_certified": Sentence(
        ru="удостоверен ли отказ от подписи",
        kk="қол қоюдан бас тарту куәландырылғаны",
        en="whether the refusal to sign is certified",
    ),
    "sitting.started_at": Sentence(ru="начало допроса", kk="жауап алудың басталуы", en="start of the sitting"),
    "sitting.ended_at": Sentence(ru="окончание допроса", kk="жауап алудың аяқталуы", en="end of the sitting"),
    "sitting.investigators": Sentence(ru="кто ведёт допрос", kk="жауапты кім алады", en="who interrogates"),
    "sitting.urgent": Sentence(
        ru="записана ли причина неотложности",
        kk="кейінге қалдырмау себебі жазылғаны",
        en="whether a reason of urgency is recorded",
    ),
    "placement.started_at": Sentence(
        ru="начало записи по часам",
        kk="жазбаның сағат бойынша басталуы",
        en="start of the recording on the clock",
    ),
    "placement.ended_at": Sentence(
        ru="конец записи по часам",
        kk="жазбаның сағат бойынша аяқталуы",
        en="end of the recording on the clock",
    ),
    "notice.given_at": Sentence(ru="вручение уведомления", kk="хабарламаның тапсырылуы", en="when the notice was given"),
    "document.kind": Sentence(ru="вид документа", kk="құжаттың түрі", en="kind of the document"),
    "document.registered_at": Sentence(
        ru="регистрация документа",
        kk="құжаттың тіркелуі",
        en="registration of the document",
    ),
    "administrative.recorded_at": Sentence(
        ru="составление протокола о правонарушении",
        kk="құқық бұзушылық туралы хаттаманың жасалуы",
        en="when the record of the offence was drawn up",
    ),
    "administrative.heard_at": Sentence(ru="рассмотрение дела", kk="істің қаралуы", en="when the case was heard"),
    "administrative.rights_explained": Sentence(
        ru="разъяснены ли права",
        kk="құқықтар түсіндірілгені",
        en="whether the rights were explained",
    ),
    "administrative.record_given": Sentence(
        ru="вручена ли копия протокола",
        kk="хаттаманың көшірмесі тапсырылғаны",
        en="whether a copy of the record was given",
    ),
    "administrative.witnesses_named": Sentence(
        ru="указаны ли свидетели или их отсутствие",
        kk="куәлар немесе олардың жоқтығы көрсетілгені",
        en="whether witnesses, or that there were none, are named",
    ),
    "inspection.type": Sentence(ru="вид проверки", kk="тексеру түрі", en="type of the inspection"),
    "inspection.ground": Sentence(ru="основание проверки", kk="тексеру негізі", en="ground of the inspection"),
    "inspection.questions": Sentence(
        ru="число вопросов в назначении",
        kk="тағайындаудағы сұрақтар саны",
        en="number of questions in the appointment",
    ),
    "inspection.starts_at": Sentence(ru="начало проверки", kk="тексерудің басталуы", en="start of the inspection"),
    "inspection.registered_at": Sentence(
        ru="регистрация проверки", kk="тексерудің тіркелуі", en="registration of the inspection"
    ),
    "clock.now": Sentence(ru="настоящее время", kk="қазіргі уақыт", en="the present moment"),
}
"""By the fact's name without its record: "person.birth_date"."""
