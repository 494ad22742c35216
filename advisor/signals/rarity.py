"""How common words are in advertisements: a pattern is tried only where the rarest of its steps stands."""

from __future__ import annotations

from collections.abc import Iterable

_ELSEWHERE = 1
"""Of ten thousand sentences, so many have a word that is in none of the lists below."""
_WORD_MORE = 10
"""A phrase is so many times as rare for each word more."""
_HAVE: dict[str, int] = {}
for _sentences, _words in (
    (
        1500,
        ("a and experience for in of our the to we with you"),
    ),
    (
        500,
        (
            "'s all an are as at be by cloud engineer have infrastructure is knowledge on or platform skills software systems team "
            "that this tools will work working your"
        ),
    ),
    (
        170,
        (
            "'ll 're ability about across also any application applications automation aws based benefits best build building "
            "business but can cd ci code communication company compensation culture customer customers data day deliver description "
            "design develop development devops disability distributed do e employees employment engineering engineers ensure "
            "environment environments equal etc from g hands has help high highly if implement improve including industry "
            "information issues it job join k kubernetes lead learn level like linux looking maintain make manage management may "
            "mission monitoring more need network new not one open operations opportunity other part people performance platforms "
            "please position practices process processes product production products provide python qualifications range related "
            "reliability remote required requirements role salary scale security senior service services site solutions sre storage "
            "strong such support system teams technical technologies technology terraform than their they through time "
            "understanding up us use using web well what where who within world years"
        ),
    ),
    (
        60,
        (
            "'t 've able access accommodation achieve additional administration age agile ai analysis annual ansible applicable "
            "applicants apply approach architect architecture around automate automated availability available azure bachelor "
            "backend base bash basis being believe better bonus both bring call candidate candidates capabilities capacity care "
            "challenges change clients closely collaborate collaboration color com come commitment committed community companies "
            "competitive complex compliance comprehensive computer configuration contact container continuous contribute core "
            "create creating critical cross deep degree delivering delivery dental deploy deployment deployments designing "
            "developer developers developing different digital diverse diversity docker documentation don drive driven each "
            "education efficiency employee employer empower enable end ensuring enterprise equity equivalent every everyone "
            "excellent existing experienced experiences expert expertise factors familiarity fast features find first flexible "
            "focus focused frameworks full functional future gcp gender get github global go good google grafana great grow growing "
            "growth hardware health healthcare here hiring home hours how i iac identify identity impact implementation "
            "implementing incident include inclusive individual individuals initiatives innovation innovative insurance integration "
            "internal interview into its java key know languages large leadership leading learning least leave life location love "
            "maintaining maintenance manager managing marital market medical meet member members mentor methodologies minimum "
            "modern monitor most multiple must national native needs networking networks next no non observability off offer office "
            "online only operating operational opportunities orchestration organization orientation origin others out over overall "
            "own ownership package paid participate partner partners passion passionate pay perform pipelines place plan planning "
            "plus policy preferred problem problems professional proficiency program programming project projects prometheus "
            "protected protocols proud proven provides providing public qualified quality race reasonable receive regard relevant "
            "reliable religion responsibilities responsible right rotation ruby s saas san scalability scalable science scripting "
            "secure seeking self serve server servers set sex sexual share should similar so solve solving some someone source "
            "splunk stack standards states status success successful supporting take talent tasks tech test testing them these "
            "thrive together tooling top total training troubleshooting unique united usd used user users value values various "
            "veteran vision want way when which while windows without workplace written x year"
        ),
    ),
):
    _HAVE.update(dict.fromkeys(_words.split(), _sentences))


def commonness(forms: Iterable[tuple[str, ...]]) -> int:
    """Return how common these words and phrases are together: about how many of a million sentences have one of them."""
    return sum(max(100 * min(_HAVE.get(word, _ELSEWHERE) for word in form) // _WORD_MORE ** (len(form) - 1), 1) for form in forms)
