"""Adjectives of nations and the names they stand for: "the French contention" is a contention of France."""

_PAIRS = """Afghan Afghanistan|Albanian Albania|Algerian Algeria|American United States|Angolan Angola|Argentine Argentina
Argentinian Argentina
Armenian Armenia|Australian Australia|Austrian Austria|Azerbaijani Azerbaijan|Bangladeshi Bangladesh|Belarusian Belarus|Belgian Belgium
Bolivian Bolivia|Bosnian Bosnia|Brazilian Brazil|British Britain|Bulgarian Bulgaria|Burmese Burma|Cambodian Cambodia|Canadian Canada
Chadian Chad|Chilean Chile|Chinese China|Colombian Colombia|Congolese Congo|Croatian Croatia|Cuban Cuba|Cypriot Cyprus|Czech Czechia
Danish Denmark|Dutch Netherlands|Ecuadorian Ecuador|Egyptian Egypt|English England|Eritrean Eritrea|Estonian Estonia|Ethiopian Ethiopia
Finnish Finland|French France|Georgian Georgia|German Germany|Ghanaian Ghana|Greek Greece|Guatemalan Guatemala|Haitian Haiti
Honduran Honduras
Hungarian Hungary|Icelandic Iceland|Indian India|Indonesian Indonesia|Iranian Iran|Iraqi Iraq|Irish Ireland|Israeli Israel|Italian Italy
Jamaican Jamaica|Japanese Japan|Jordanian Jordan|Kazakh Kazakhstan|Kenyan Kenya|Kuwaiti Kuwait|Laotian Laos|Latvian Latvia|Lebanese Lebanon
Liberian Liberia|Libyan Libya|Lithuanian Lithuania|Malaysian Malaysia|Malian Mali|Maltese Malta|Mexican Mexico|Moldovan Moldova
Mongolian Mongolia|Moroccan Morocco|Mozambican Mozambique|Nepalese Nepal|Nicaraguan Nicaragua|Nigerian Nigeria|Norwegian Norway|Omani Oman
Pakistani Pakistan|Palestinian Palestine|Panamanian Panama|Paraguayan Paraguay|Peruvian Peru|Philippine Philippines|Filipino Philippines
Polish Poland|Portuguese Portugal|Qatari Qatar|Romanian Romania|Russian Russia|Rwandan Rwanda|Saudi Saudi Arabia|Scottish Scotland
Senegalese Senegal|Serbian Serbia|Singaporean Singapore|Slovak Slovakia|Slovenian Slovenia|Somali Somalia|Soviet Soviet Union
Spanish Spain|Sudanese Sudan|Swedish Sweden|Swiss Switzerland|Syrian Syria|Taiwanese Taiwan|Tajik Tajikistan|Tanzanian Tanzania
Thai Thailand
Tunisian Tunisia|Turkish Turkey|Turkmen Turkmenistan|Ugandan Uganda|Ukrainian Ukraine|Uruguayan Uruguay|Uzbek Uzbekistan
Venezuelan Venezuela|Vietnamese Vietnam|Welsh Wales|Yemeni Yemen|Zambian Zambia|Zimbabwean Zimbabwe"""

NATIONS: dict[str, str] = {}
"""Country by adjective in lower case."""
for _pair in _PAIRS.replace("\n", "|").split("|"):
    _adjective, _, _country = _pair.partition(" ")
    NATIONS[_adjective.lower()] = _country
COUNTRIES = frozenset(NATIONS.values())
OFFICES_OVER_PLACES = frozenset(
    "mayor mayoress governor king queen prince princess duke duchess earl emir sultan bishop archbishop sheriff prefect viceroy".split()
)
"""Of what somebody with such an office holds it is a place where it has a name: "the mayor of Torp"."""


def nation_of(adjective: str) -> str | None:
    """The country that an adjective of nation stands for, or None.

    >>> nation_of("Saudi"), nation_of("green")
    ('Saudi Arabia', None)
    """
    return NATIONS.get(adjective.lower())
