"""Whether a word is spelt as a Vietnamese syllable: onset, rhyme and a tone that the rhyme can carry."""

from __future__ import annotations

import re
import unicodedata

_ONSETS = "ngh ng nh gh gi kh ph qu th tr ch b c d đ g h k l m n p r s t v x"
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây",
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu",
    "iêc iêm iên iêng iêp iêt iêu yêm yên yêng yêt yêu o oa oac oach oai oam oan oang oanh oao oap oat",
    "oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot",
    "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut",
    "uy uya uych uyên uyêt uynh uyp uyt uyu uôc uôi uôm uôn uông uôt",
    "ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y",
)
_SYLLABLE = re.compile(rf"(?:{'|'.join(_ONSETS.split())})?(?P<rhyme>{'|'.join(' '.join(_RHYMES).split())})")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_STOPPED = ("c", "ch", "p", "t")
_STOPPED_TONES = ("\u0301", "\u0323")


def is_syllable(word: str) -> bool:
    """True for «Nghiêng» and «hoà», false for «nghieâng», «Häc» and «ngành-nghề»."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(apart)
    if len(tones) > 1:
        return False
    found = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", _TONES.sub("", apart)))
    if not found:
        # «gì» and «giếng» share their i between onset and rhyme.
        return apart.startswith("gi") and is_syllable("d" + word[1:])
    return not found["rhyme"].endswith(_STOPPED) or (bool(tones) and tones[0] in _STOPPED_TONES)
