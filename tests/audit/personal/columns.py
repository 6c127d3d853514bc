"""Columns with and without personal data, made from a seed. Every number is built here, digit by digit, from the public
description of its check digit, so a test of the detector does not lean on the detector.

`columns(seed)` gives (title, values, expected): expected is the kind, or None for a decoy. A sixteenth of the values is
missing and another is damaged, as in real exports.
"""

from __future__ import annotations

# ruff: noqa: E501, SIM905, E741 - lists of words and one generator a line read best unbroken
import datetime as dt
import random
import uuid
from collections.abc import Callable, Iterator

ROWS = 80

NAMES = {
    "en": ("Olivia James Amelia George Isla Harry Ava Jack Emily Thomas Sophie Daniel Ruth Nigel Yvette".split(),
           "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Okafor O'Neill Khan".split()),
    "de": ("Anna Lukas Ursula Jürgen Sabine Heike Karl-Heinz Petra Finn Lena Jörg Ilse Zeno".split(),
           "Müller Schmidt Schneider Fischer Weber Meyer Wagner Schäfer Koch Bauer Groß Çelik".split()),
    "fr": ("Amélie Jean Chloé François Zoé Hélène Pierre Margaux Théo Nathalie Loïc Yvon".split(),
           "Martin Bernard Dubois Thomas Robert Petit Durand Leroy Moreau Lefèvre Benali".split()),
    "es": ("Lucía José María Álvaro Carmen Íñigo Paula Javier Nuria Sergio Begoña".split(),
           "García Fernández López Martínez Sánchez Pérez Gómez Ruiz Núñez Ortega".split()),
    "it": ("Giulia Marco Francesca Luca Chiara Davide Alessia Niccolò Sara Pietro Ivana".split(),
           "Rossi Russo Ferrari Esposito Bianchi Romano Ricci D'Angelo Conti Greco".split()),
    "nl": ("Daan Sanne Willem Anouk Bram Lotte Jeroen Femke Pieter Marieke Sjoerd".split(),
           "Jong Vries Bakker Visser Smit Meijer Mulder Bos Peters Dekker".split()),
    "pl": ("Zofia Jakub Małgorzata Paweł Agnieszka Tomasz Łukasz Ewa Szymon Hanna".split(),
           "Nowak Kowalski Wiśniewska Wójcik Lewandowski Zieliński Szymańska Dąbrowski".split()),
    "se": ("Astrid Lars Ingrid Björn Maja Göran Elin Mats Åsa Fredrik Ebba".split(),
           "Andersson Johansson Karlsson Nilsson Lindqvist Sjöberg Åkesson Öberg".split()),
}  # fmt: skip
WORDS = "invoice shipped order system report standard delivery filter pump valve green market premium service unit".split()
PRODUCTS = "Oak Table,Steel Bracket,Garden Hose,Desk Lamp,Copper Pipe,Paint Roller,Rose Quartz,Water Filter,Cable Tray,Wall Clock,Drill Bit,Safety Vest,Hand Saw,Door Hinge".split(",")
COMPANIES = "Northwind Ltd,Acme Holdings plc,Meyer & Söhne GmbH,Thomas Cook Group,Grace Foods Inc,Société Dubois SA,Van Dijk BV,Harper Partners LLP,Baltic Steel AB,Blue Marlin Systems,Ferro Italia SpA,Lewis Brothers Ltd".split(",")
CITIES = "London Paris Berlin Madrid Roma Utrecht Lyon Leeds Bristol Kraków Malmö Porto Wien Praha Dublin Turin Florence Lincoln".split()


def digits(r: random.Random, count: int) -> str:
    return "".join(r.choice("0123456789") for _ in range(count))


def with_luhn(body: str) -> str:
    total = 0
    for place, char in enumerate(reversed(body)):
        value = int(char) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str((10 - total % 10) % 10)


def card(r: random.Random) -> str:
    body = r.choice(["4" + digits(r, 14), "5" + r.choice("12345") + digits(r, 13), "37" + digits(r, 12), "6011" + digits(r, 11)])
    number = with_luhn(body)
    return number if r.random() < 0.5 or len(number) != 16 else " ".join(number[i : i + 4] for i in range(0, 16, 4))


def nhs(r: random.Random) -> str:
    while True:
        body = r.choice(["4", "6", "7"]) + digits(r, 8)
        check = 11 - sum(int(d) * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            number = body + str(check % 11)
            return number if r.random() < 0.5 else f"{number[:3]} {number[3:6]} {number[6:]}"


def isbn10(r: random.Random) -> str:
    body = r.choice(["0", "1", "3"]) + digits(r, 8)
    check = -sum(int(d) * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11
    return body + ("X" if check == 10 else str(check))


def isbn13(r: random.Random) -> str:
    body = "978" + digits(r, 9)
    return body + str(-sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(body)) % 10)


def iban(r: random.Random, country: str) -> str:
    body = {"GB": "NWBK" + digits(r, 14), "DE": digits(r, 18), "FR": digits(r, 23), "NL": "ABNA" + digits(r, 10)}[country]
    number = int("".join(str(int(c, 36)) for c in body + country + "00"))
    full = f"{country}{98 - number % 97:02d}{body}"
    return full if r.random() < 0.5 else " ".join(full[i : i + 4] for i in range(0, len(full), 4))


def nino(r: random.Random) -> str:
    prefix = r.choice("ABCEGHJKLMPRSTWXY") + r.choice("ABCEGHJKLMPRSTWXYZ")
    while prefix in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ"):
        prefix = r.choice("ABCEGHJKLMPRSTWXY") + r.choice("ABCEGHJKLMPRSTWXYZ")
    number = digits(r, 6)
    plain = f"{prefix}{number}{r.choice('ABCD')}"
    return plain if r.random() < 0.6 else f"{plain[:2]} {plain[2:4]} {plain[4:6]} {plain[6:8]} {plain[8]}"


def birthday(r: random.Random) -> dt.date:
    return dt.date(1940, 1, 1) + dt.timedelta(days=r.randrange(24_000))


def dni(r: random.Random) -> str:
    number = digits(r, 8)
    return number + "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23]


def nir(r: random.Random) -> str:
    body = f"{r.choice('12')}{birthday(r):%y%m}{r.randrange(1, 95):02d}{digits(r, 6)}"
    return body + f"{97 - int(body) % 97:02d}"


def bsn(r: random.Random) -> str:
    while True:
        body = digits(r, 8)
        check = sum(int(d) * w for d, w in zip(body, range(9, 1, -1), strict=True)) % 11
        if check < 10:
            return body + str(check)


def pesel(r: random.Random) -> str:
    body = f"{birthday(r):%y%m%d}{digits(r, 4)}"
    return body + str((10 - sum(int(d) * int(w) for d, w in zip(body, "1379137913", strict=True)) % 10) % 10)


def personnummer(r: random.Random) -> str:
    number = with_luhn(f"{birthday(r):%y%m%d}{digits(r, 3)}")
    return f"{number[:6]}-{number[6:]}"


def belgian(r: random.Random) -> str:
    day = birthday(r)
    body = f"{day:%y%m%d}{digits(r, 3)}"
    check = 97 - int(body) % 97
    return f"{body[:2]}.{body[2:4]}.{body[4:6]}-{body[6:]}.{check:02d}"


def hetu(r: random.Random) -> str:
    day, serial = f"{birthday(r):%d%m%y}", digits(r, 3)
    return f"{day}-{serial}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(day + serial) % 31]}"


def fiscale(r: random.Random) -> str:
    first = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
    last = [2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
    odd = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", [*first, *first, *last], strict=True))
    letters = "".join(r.choice("BCDFGLMNPRST") for _ in range(6))
    body = f"{letters}{r.randrange(40, 99):02d}{r.choice('ABCDEHLMPRST')}{r.randrange(1, 31):02d}{r.choice('ABCDFGH')}{digits(r, 3)}"
    total = sum(odd[c] if i % 2 == 0 else int(c) if c.isdigit() else ord(c) - 65 for i, c in enumerate(body))
    return body + chr(65 + total % 26)


def rodne(r: random.Random) -> str:
    while True:
        body = f"{birthday(r):%y%m%d}{digits(r, 3)}"
        check = int(body) * 10% 11
        check = (11 - check) % 11
        if check < 10:
            return f"{body[:6]}/{body[6:]}{check}"


def uk_postcode(r: random.Random) -> str:
    area = r.choice("LS SW M B EH CF BT NE OX CB GU RG SO".split())
    return f"{area}{r.randrange(1, 20)} {r.randrange(1, 10)}{r.choice('ABDEFGHJ')}{r.choice('LNPQRSTU')}"


def uk_mobile(r: random.Random) -> str:
    number = "07" + r.choice(["400", "511", "712", "815", "903"]) + digits(r, 6)
    return r.choice([number, f"{number[:5]} {number[5:]}", f"+44 {number[1:5]} {number[5:]}", f"+44{number[1:]}"])


def phone(r: random.Random, country: str) -> str:
    if country == "de":
        return r.choice([f"+49 30 {digits(r, 6)}{r.randrange(10, 99)}", f"030/{r.randrange(2, 9)}{digits(r, 6)}", f"0171 {r.randrange(2, 9)}{digits(r, 6)}"])
    if country == "fr":
        number = "06" + "".join(digits(r, 8))
        return r.choice([" ".join(number[i : i + 2] for i in range(0, 10, 2)), "+33 6 " + number[2:4] + " " + number[4:7] + number[7:]])
    if country == "us":
        return f"({r.choice(['212', '415', '646', '312'])}) {r.randrange(2, 9)}{digits(r, 2)}-{digits(r, 4)}"
    return uk_mobile(r)


def person(r: random.Random, locale: str) -> tuple[str, str]:
    given, family = NAMES[locale]
    return r.choice(given), r.choice(family) if r.random() < 0.8 else f"{r.choice(family)}-{r.choice(family)}"


def email(r: random.Random) -> str:
    given, family = person(r, "en")
    return f"{given}.{family}{r.randrange(99)}@example.{r.choice(['com', 'org', 'co.uk', 'de'])}".lower().replace("'", "")


def address(r: random.Random, locale: str) -> str:
    number = r.randrange(1, 220)
    return {
        "en": f"{number} {r.choice(['Station Road', 'High Street', 'Mill Lane', 'The Avenue', 'Orchard Close'])}, {r.choice(CITIES)}",
        "de": f"{r.choice(['Bahnhofstraße', 'Goethestr.', 'Lindenweg', 'Marktplatz', 'Am Ring'])} {number}",
        "fr": f"{number} {r.choice(['rue de la Paix', 'avenue Foch', 'boulevard Voltaire', 'chemin des Prés'])}",
        "es": f"Calle {r.choice(['Mayor', 'de Alcalá', 'Real', 'del Sol'])}, {number}",
        "it": f"{r.choice(['Via Roma', 'Viale Mazzini', 'Piazza Dante', 'Corso Italia'])} {number}",
        "nl": f"{r.choice(['Kerkstraat', 'Dorpsstraat', 'Prinsengracht', 'Stationsplein'])} {number}",
        "pl": f"ul. {r.choice(['Polna', 'Leśna', 'Słoneczna', 'Krótka'])} {number}",
        "se": f"{r.choice(['Storgatan', 'Kungsgatan', 'Skolvägen', 'Björkvägen'])} {number}",
    }[locale]


def sentence(r: random.Random, extra: str = "") -> str:
    words = [r.choice(WORDS) for _ in range(r.randrange(6, 18))]
    words.insert(r.randrange(len(words)), extra or digits(r, r.choice([4, 6, 8])))
    return f"{words[0].title()} {' '.join(words[1:])}."


Make = Callable[[random.Random], object]

PERSONAL: list[tuple[str, str, Make]] = [
    *[("email", title, email) for title in ("email", "E-Mail-Adresse", "contactEmail", "mail_2", "c17", "courriel", "KUNDE_EMAIL")],
    *[("phone", title, uk_mobile) for title in ("mobile", "Phone Number", "tel", "contact_phone_1", "c4", "landline")],
    *[("phone", title, lambda r, c=c: phone(r, c)) for title, c in
      (("Telefon", "de"), ("téléphone portable", "fr"), ("cell", "us"), ("c8", "fr"), ("c9", "us"), ("Handynummer", "de"))],
    *[("person_name", title, lambda r, l=l: person(r, l)[0]) for title, l in
      (("first_name", "en"), ("Vorname", "de"), ("prénom", "fr"), ("voornaam", "nl"), ("imię", "pl"), ("förnamn", "se"), ("given name", "it"))],
    *[("person_name", title, lambda r, l=l: person(r, l)[1]) for title, l in
      (("surname", "en"), ("Nachname", "de"), ("apellido", "es"), ("cognome", "it"), ("nazwisko", "pl"), ("efternamn", "se"), ("LASTNAME", "nl"), ("achternaam", "nl"))],
    *[("person_name", title, lambda r, l=l: " ".join(person(r, l))) for title, l in
      (("name", "en"), ("Kunde", "de"), ("nom", "fr"), ("customer_name", "en"), ("contact", "it"), ("c21", "en"), ("c22", "es"),
       ("c23", "de"), ("patient", "en"), ("account manager", "fr"), ("nombre completo", "es"), ("cardholder", "en"))],
    *[("person_name", title, lambda r, l=l: ", ".join(reversed(person(r, l)))) for title, l in (("Employee Name", "en"), ("owner", "se"))],
    *[("address", title, lambda r, l=l: address(r, l)) for title, l in
      (("address_line_1", "en"), ("Straße", "de"), ("adresse", "fr"), ("dirección", "es"), ("indirizzo", "it"), ("adres", "nl"),
       ("ulica", "pl"), ("gatuadress", "se"), ("c31", "en"), ("c32", "nl"), ("shipping address", "en"))],
    *[("postcode", title, uk_postcode) for title in ("postcode", "Post Code", "zip", "c41", "POSTCODE")],
    *[("postcode", title, make) for title, make in
      (("PLZ", lambda r: f"{r.randrange(10_000, 99_000)}"), ("code postal", lambda r: f"{r.randrange(10_000, 95_000)}"),
       ("kod pocztowy", lambda r: f"{digits(r, 2)}-{digits(r, 3)}"), ("postnummer", lambda r: f"{r.randrange(100, 999)} {digits(r, 2)}"),
       ("billing zip code", lambda r: int(f"{r.randrange(10_000, 99_000)}")))],
    *[("date_of_birth", title, make) for title, make in
      (("date_of_birth", birthday), ("DOB", lambda r: f"{birthday(r):%d/%m/%Y}"), ("Geburtsdatum", lambda r: f"{birthday(r):%d.%m.%Y}"),
       ("date de naissance", lambda r: f"{birthday(r):%d/%m/%Y}"), ("birthday", lambda r: f"{birthday(r):%d %B %Y}"),
       ("BirthYear", lambda r: birthday(r).year), ("data urodzenia", lambda r: f"{birthday(r)}"), ("DateOfBirth", lambda r: f"{birthday(r)} 00:00:00"))],
    *[("ip_address", title, make) for title, make in
      (("ip", lambda r: ".".join(str(r.randrange(1, 255)) for _ in range(4))), ("client_ip", lambda r: f"10.0.{r.randrange(9)}.{r.randrange(255)}"),
       ("c51", lambda r: ".".join(str(r.randrange(1, 255)) for _ in range(4))), ("c52", lambda r: f"192.168.{r.randrange(9)}.{r.randrange(255)}"),
       ("remote_addr", lambda r: f"2001:db8::{r.randrange(65535):x}:{r.randrange(65535):x}"))],
    *[("device_id", title, lambda r: ":".join(f"{r.randrange(256):02x}" for _ in range(6))) for title in ("mac_address", "c55")],
    *[("uk_nino", title, nino) for title in ("ni_number", "NINO", "National Insurance No", "c61")],
    *[("nhs_number", title, nhs) for title in ("nhs_number", "NHS No", "c62")],
    *[("iban", title, lambda r, c=c: iban(r, c)) for title, c in (("iban", "DE"), ("c63", "GB"), ("IBAN Nummer", "NL"), ("bank details", "FR"))],
    *[("payment_card", title, card) for title in ("card_number", "c64", "PAN", "credit card")],
    *[("es_dni", title, dni) for title in ("dni", "c71")],
    *[("fr_nir", title, nir) for title in ("nir", "c72", "numéro sécurité sociale")],
    *[("nl_bsn", title, bsn) for title in ("bsn", "c73")],
    *[("pl_pesel", title, pesel) for title in ("pesel", "c74")],
    *[("se_personnummer", title, personnummer) for title in ("personnummer", "c75")],
    *[("be_national_number", title, belgian) for title in ("rijksregisternummer", "c76")],
    *[("fi_hetu", title, hetu) for title in ("henkilötunnus", "c77")],
    *[("it_codice_fiscale", title, fiscale) for title in ("codice_fiscale", "c78")],
    *[("cz_rodne_cislo", title, rodne) for title in ("rodné číslo", "c79")],
    *[("us_ssn", title, lambda r: f"{r.randrange(1, 665):03d}-{r.randrange(1, 99):02d}-{r.randrange(1, 9999):04d}") for title in ("SSN", "c80")],
    *[("passport", "passport_number", lambda r: digits(r, 9))],
    *[("bank_account", title, make) for title, make in
      (("sort_code", lambda r: f"{digits(r, 2)}-{digits(r, 2)}-{digits(r, 2)}"), ("bank_account_number", lambda r: digits(r, 8)), ("Kontonummer", lambda r: digits(r, 10)))],
    *[("username", title, lambda r: f"{person(r, 'en')[0][0]}{person(r, 'en')[1]}{r.randrange(99)}".lower()) for title in ("username", "login")],
    *[("vehicle_registration", title, lambda r: f"{r.choice('ABCDEF')}{r.choice('KLMN')}{r.randrange(10, 73)} {r.choice('ABC')}{r.choice('XYZ')}{r.choice('RST')}")
      for title in ("number_plate", "Kennzeichen")],
    *[("health", title, make) for title, make in
      (("diagnosis", lambda r: r.choice(["asthma", "E11.9", "none"])), ("disability", lambda r: r.choice(["Y", "N"])), ("medical_conditions", lambda r: sentence(r)), ("Allergien", lambda r: r.choice(["nuts", "none"])))],
    *[("religion", title, lambda r: r.choice(["A", "B", "C"])) for title in ("religion", "Konfession")],
    *[("ethnicity", title, lambda r: r.choice(["1", "2", "3"])) for title in ("ethnic_group", "ethnicity")],
    *[("trade_union", "union_member", lambda r: r.choice([True, False]))],
    *[("sexuality", "sexual_orientation", lambda r: r.choice(["1", "2"]))],
    *[("criminal", "criminal_record", lambda r: r.choice(["yes", "no"]))],
    *[("free_text", title, make) for title, make in
      (("notes", lambda r: sentence(r, email(r)) if r.random() < 0.1 else sentence(r)), ("Bemerkung", lambda r: sentence(r, "call Mrs Harper") if r.random() < 0.1 else sentence(r)),
       ("comment", lambda r: sentence(r, uk_mobile(r)) if r.random() < 0.2 else sentence(r)), ("body", lambda r: sentence(r, "IBAN " + iban(r, "DE")) if r.random() < 0.1 else sentence(r)))],
]  # fmt: skip

DECOYS: list[tuple[str, Make]] = [
    *[(title, lambda r: digits(r, 10)) for title in ("order_no", "c101", "reference", "ticket", "customer_id")],
    *[(title, lambda r: f"{r.randrange(10**10):010d}") for title in ("order_number", "c102", "id")],
    *[(title, lambda r: f"0{digits(r, 9)}") for title in ("delivery note", "c103", "artikelnummer")],
    *[(title, lambda r: f"0000{digits(r, 7)}") for title in ("material", "c104")],
    *[(title, lambda r: digits(r, 16)) for title in ("ledger", "c105", "general ledger account")],
    *[(title, lambda r: with_luhn("9" + digits(r, 14))) for title in ("tracking_no", "c106")],
    *[(title, isbn10) for title in ("isbn", "c107", "ISBN10")],
    *[(title, isbn13) for title in ("isbn13", "c108", "EAN", "barcode")],
    *[(title, lambda r: "50" + digits(r, 11)) for title in ("gtin", "c109")],
    *[(title, lambda r: 1_500_000_000 + r.randrange(260_000_000)) for title in ("epoch", "c110", "created", "updated_at")],
    *[(title, lambda r: 1_500_000_000_000 + r.randrange(260_000_000_000)) for title in ("epoch_ms", "c111")],
    *[(title, lambda r: f"{2000 + r.randrange(26)}-{r.randrange(1, 13):02d}-{r.randrange(1, 28):02d} {r.randrange(24):02d}:{r.randrange(60):02d}:00")
      for title in ("timestamp", "c112", "last_login")],
    *[(title, lambda r: f"{r.randrange(1, 28):02d}/{r.randrange(1, 13):02d}/{2000 + r.randrange(26)}") for title in ("order date", "c113", "valid from")],
    *[(title, lambda r: f"{2000 + r.randrange(26)}{r.randrange(1, 13):02d}{r.randrange(1, 28):02d}") for title in ("posting_date", "c114")],
    *[(title, lambda r: str(uuid.UUID(int=r.getrandbits(128), version=4))) for title in ("uuid", "c115", "session")],
    *[(title, lambda r: f"{r.randrange(1, 12)}.{r.randrange(30)}.{r.randrange(9)}") for title in ("version", "c116")],
    *[(title, lambda r: f"{r.randrange(1, 12)}.{r.randrange(30)}.{r.randrange(9)}.{r.randrange(200)}") for title in ("build", "c117", "app_version", "firmware")],
    *[(title, lambda r: f"{r.randrange(100_000) / 100:,.2f}") for title in ("amount", "c118", "total")],
    *[(title, lambda r: r.randrange(10_000_000) / 100) for title in ("price", "c119", "revenue")],
    *[(title, lambda r: r.randrange(1, 500)) for title in ("quantity", "c120", "age_days")],
    *[(title, lambda r: f"{r.choice('ABC')}{r.choice('KLM')}{digits(r, 2)} {r.randrange(1, 9)}{r.choice('CIKMOV')}{r.choice('XYZ')}") for title in ("product_code", "c121")],
    *[(title, lambda r: f"{r.choice('ABCDEFGHIJ')}{r.choice('QRSTUVXYZ')}{digits(r, 6)}{r.choice('EFGHIJ')}") for title in ("part_no", "c122", "licence key")],
    *[(title, lambda r: f"{r.choice(['AX', 'QZ', 'KT'])}-{digits(r, 4)}-{digits(r, 3)}") for title in ("sku", "c123")],
    *[(title, lambda r: digits(r, 9)) for title in ("supplier_no", "c124", "DUNS")],
    *[(title, lambda r: with_luhn(digits(r, 8))) for title in ("siren", "c125")],
    *[(title, lambda r: with_luhn(digits(r, 13))) for title in ("siret", "c126")],
    *[(title, lambda r: digits(r, 11)) for title in ("meter", "c127", "shipment")],
    *[(title, lambda r: digits(r, 13)) for title in ("pallet", "c128")],
    *[(title, lambda r: f"{r.randrange(10_000, 99_999)}") for title in ("cost centre", "c129", "employee count")],
    *[(title, lambda r: f"GB{digits(r, 9)}") for title in ("vat_number", "c130")],
    *[(title, lambda r: f"DE{digits(r, 20)}") for title in ("contract", "c131")],
    *[(title, lambda r: r.choice(PRODUCTS)) for title in ("product_name", "name", "item", "c132", "title")],
    *[(title, lambda r: r.choice(COMPANIES)) for title in ("company_name", "customer", "supplier", "c133", "account")],
    *[(title, lambda r: f"{r.choice(['The', 'Prince', 'Hotel', 'Old', 'Royal'])} {r.choice(['Albert', 'George', 'Victoria', 'Oak', 'Crown'])} {r.choice(['Inn', 'House', 'Rooms', 'Arms'])}")
      for title in ("name", "venue", "c147")],
    *[(title, lambda r: r.choice(CITIES)) for title in ("city", "town", "c134", "region name")],
    *[(title, lambda r: r.choice(WORDS)) for title in ("status", "category", "c135", "team name", "user_type")],
    *[(title, lambda r: sentence(r)) for title in ("description", "c136", "comments", "error message")],
    *[(title, lambda r: sentence(r, "order " + digits(r, 10))) for title in ("log", "c137")],
    *[(title, lambda r: f"https://example.com/{r.choice(WORDS)}/{digits(r, 5)}") for title in ("url", "c138", "web address")],
    *[(title, lambda r: f"{r.choice(WORDS)}_{digits(r, 3)}.pdf") for title in ("file_name", "c139")],
    *[(title, lambda r: f"{r.choice(WORDS)}-{digits(r, 2)}.internal") for title in ("host_name", "server name")],
    *[(title, lambda r: r.choice([True, False])) for title in ("is_mobile", "email_sent", "phone_verified", "active")],
    *[(title, lambda r: r.choice(["mobile", "home", "work"])) for title in ("phone_type", "contact type", "address_type")],
    *[(title, lambda r: f"{r.uniform(-90, 90):.6f}") for title in ("latitude", "c140")],
    *[(title, lambda r: f"{r.randrange(24):02d}:{r.randrange(60):02d}:{r.randrange(60):02d}") for title in ("time", "c141", "call_duration")],
    *[(title, lambda r: f"{r.getrandbits(160):040x}") for title in ("commit", "sha1", "c142")],
    *[(title, lambda r: f"{r.randrange(1, 9)}00{digits(r, 2)}-{digits(r, 2)}") for title in ("gl_code", "c143")],
    *[(title, lambda r: r.choice(["asphalt", "gravel"])) for title in ("race_surface", "health_check_url", "union_type", "party_id")],
    *[(title, lambda r: f"INV-{2000 + r.randrange(26)}-{digits(r, 5)}") for title in ("invoice", "c144")],
    *[(title, lambda r: r.randrange(1, 40_000)) for title in ("ip_count", "device count", "page views")],
    *[(title, lambda r: f"{r.randrange(255)},{r.randrange(255)},{r.randrange(255)}") for title in ("colour", "c145")],
]  # fmt: skip


def _dirty(r: random.Random, value: object) -> object:
    chance = r.random()
    if chance < 1 / 16:
        return None
    if chance < 2 / 16:
        return r.choice(["UNKNOWN", "?", "n/a", "tbc", f"x{str(value)[:4]}"])
    return value


def columns(seed: int) -> Iterator[tuple[str, list[object], str | None]]:
    """(title, values, the kind or None) for every column of the set."""
    r = random.Random(seed)
    for kind, title, make in PERSONAL:
        yield title, [_dirty(r, make(r)) for _ in range(ROWS)], kind
    for title, make in DECOYS:
        yield title, [_dirty(r, make(r)) for _ in range(ROWS)], None
