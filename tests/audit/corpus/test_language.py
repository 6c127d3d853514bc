"""Languages by their small words; tokens against counts made with a real vocabulary."""

import pytest

from waybook.audit.document_language import language_of, languages, tokens_of

SENTENCES = {
    "en": "The invoice is paid when it has been approved by the manager who is in charge of the department.",
    "de": "Die Rechnung wird bezahlt, sobald sie von der Leitung der Abteilung geprüft und freigegeben worden ist.",
    "fr": "La facture est payée dès que le responsable du service l'a approuvée et que les pièces sont au dossier.",
    "es": "La factura se paga cuando el responsable del departamento la aprueba y los documentos están en el archivo.",
    "it": "La fattura viene pagata quando il responsabile della sezione la approva e i documenti sono nel fascicolo.",
    "pt": "A fatura é paga quando o responsável do departamento a aprova e os documentos estão na pasta, não antes.",
    "nl": "De factuur wordt betaald zodra het hoofd van de afdeling deze heeft goedgekeurd en alles in het dossier is.",
    "sv": "Fakturan betalas när den har godkänts av chefen för avdelningen och handlingarna är i mappen, inte förr.",
    "pl": "Faktura jest płacona po tym, jak kierownik działu ją zatwierdzi, a dokumenty są w teczce i nie ma pytań.",
    "cs": "Faktura se platí po tom, co ji vedoucí oddělení schválí a když jsou doklady ve složce, ale ne dříve.",
    "fi": "Lasku maksetaan, kun osaston johtaja on hyväksynyt sen ja asiakirjat ovat kansiossa, mutta ei ennen sitä.",
    "tr": "Fatura, bölüm yöneticisi onayladıktan sonra ve belgeler dosyada ise ödenir, ama daha önce değil.",
    "ru": "Счёт оплачивается после того, как его утвердит руководитель отдела, и если все документы в папке.",
    "el": "Το τιμολόγιο πληρώνεται όταν το εγκρίνει ο υπεύθυνος του τμήματος και τα έγγραφα είναι στον φάκελο.",
    "ja": "請求書は部門の責任者が承認した後に支払われます。書類はフォルダーに入れてください。",
    "zh": "发票在部门负责人批准之后支付，所有文件必须放在文件夹里。",
    "ko": "송장은 부서 책임자가 승인한 후에 지급됩니다. 서류는 폴더에 넣어 주십시오.",
    "ar": "تدفع الفاتورة بعد موافقة رئيس القسم وبعد وضع المستندات في الملف.",
}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_is_enough(code: str) -> None:
    assert language_of(SENTENCES[code]) == code


@pytest.mark.parametrize("text", ["", "1234 5678 90", "xq zv wkr plm bnq zzt vvk wwr qqp mmn", "Pump 3"])
def test_what_is_no_prose_is_unknown(text: str) -> None:
    assert language_of(text) == ""


def test_a_quotation_does_not_change_the_language() -> None:
    assert language_of(SENTENCES["de"] * 4 + SENTENCES["en"]) == "de"


# Counted with the o200k vocabulary.
COUNTED = {
    "en": 20, "de": 21, "fr": 25, "es": 20, "it": 25, "pt": 23, "nl": 24, "sv": 30, "pl": 35, "cs": 36, "fi": 30,
    "tr": 27, "ru": 25, "el": 36, "zh": 18,
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(COUNTED))
def test_tokens_are_within_the_stated_error(code: str) -> None:
    """A sentence has fewer tokens than as much text of a document with its tables and numbers, by up to a half."""
    estimate = tokens_of(len(SENTENCES[code]), code)
    assert -0.2 <= estimate / COUNTED[code] - 1 <= 0.55
    assert 0.1 <= languages()[code].spread <= 0.4


def test_tokens_of_all_together_are_close() -> None:
    estimate = sum(tokens_of(len(SENTENCES[code]), code) for code in COUNTED)
    assert 1 <= estimate / sum(COUNTED.values()) < 1.25
