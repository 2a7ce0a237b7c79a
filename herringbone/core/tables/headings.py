"""What headings mean: how programs and people call the columns of clients, contacts, jobs and colleagues.

English and Italian, and the German of a spreadsheet now and then. Written folded, words apart.
"""

# Columns that name somebody of ours, or nobody: never the client's.
NOT_OURS = frozenset(
    {"owner", "lead owner", "owner alias", "contact owner", "account owner", "proprietario", "assegnato a", "action"}
)

_CLIENTS: dict[str, str] = {
    "name": "name|account|account name|client|client name|company|company name|organization|organization name|"
    "organisation|organisation name|customer|customer name|cliente|nome cliente|azienda|nome azienda|nome|"
    "denominazione|kunde|firma",
    "legal_name": "legal name|legal entity|registered name|ragione sociale|societa|denominazione sociale",
    "code": "code|client code|account code|customer code|account number|client number|codice|codice cliente|sigla|cod|"
    "cod cliente",
    "industry": "industry|sector|branch|settore|settore merceologico|comparto|branche",
    "country": "country|nation|billing country|paese|nazione|land",
    "office": "agency office|our office|office in charge|handling office|managing office|office of the agency|"
    "ufficio agenzia|ufficio responsabile|ufficio di riferimento|nostro ufficio|nostra sede|sede agenzia|"
    "sede dell agenzia|sede responsabile|sede di riferimento",
    "location": "office location|location|head office|headquarters|office|city|town|sede|sede principale|citta|"
    "comune|ort",
    "address": "address|street|street address|billing address|billing street|indirizzo|via|adresse",
    "postcode": "postcode|post code|postal code|zip|zip code|billing zip|cap|plz",
    "revenue": "revenue|annual revenue|turnover|sales|annual sales|fatturato|fatturato annuo|ricavi|umsatz|"
    "annualrevenue",
    "employees": "employees|number of employees|no of employees|staff|headcount|company size|dipendenti|"
    "numero dipendenti|addetti|organico|mitarbeiter",
    "founded": "founded|year founded|year established|established|founding year|anno di fondazione|anno fondazione|"
    "fondata nel|costituzione|gegrundet",
    "since": "client since|customer since|since|cliente dal|cliente da|dal|kunde seit",
    "point_person": "point person|account owner|account manager|account executive|account exec|account director|ae|"
    "account handler|client manager|"
    "our contact|handled by|persona di riferimento|referente|referente interno|responsabile|responsabile cliente|"
    "chi|chi segue|chi risponde|seguito da|gestore|ansprechpartner",
    "parent": "parent|parent account|parent company|subsidiary of|holding|group|ultimate parent|capogruppo|"
    "controllata da|societa madre|gruppo",
    "website": "website|web site|web|web page|url|homepage|domain|company domain name|sito|sito web|sito internet|"
    "internet",
    "phone": "phone|phone number|telephone|main phone|tel|telefono|telefon",
    "email": "email|e mail|email address|e mail address|mail|indirizzo email|posta elettronica|indirizzo e mail",
    "tax_number": "vat|vat number|vat id|tax number|tax id|partita iva|p iva|piva|codice fiscale",
    "language": "language|preferred language|lingua|sprache",
    "currency": "currency|valuta|divisa|wahrung",
    "notes": "notes|note|description|comments|comment|remarks|descrizione|commenti|osservazioni|annotazioni|notiz|"
    "notizen",
    "external_id": "id|record id|account id|company id|crm id|external id",
}

_CONTACTS: dict[str, str] = {
    "name": "name|full name|contact|contact name|lead name|display name|person|nome completo|nome e cognome|"
    "contatto|nominativo|referente",
    "first_name": "first name|given name|forename|firstname|nome di battesimo|vorname",
    "last_name": "last name|family name|surname|lastname|cognome|nachname",
    "email": "email|e mail|email address|e mail address|primary email|secondary email|mail|work email|"
    "indirizzo email|posta elettronica|indirizzo e mail|mail address|home email|other email|business email|"
    "personal email",
    "phone": "phone|phone number|telephone|tel|work phone|business phone|office phone|home phone|mobile|"
    "mobile phone|mobile number|cell|cell phone|cellphone|other phone|fax|fax number|home fax|business fax|other fax|"
    "pager|pager number|telefono|telefono ufficio|telefono casa|cellulare|telefonino|numero di telefono|telefon|"
    "handy|direct line",
    "email_or_phone": "email phone|e mail phone|phone email|email or phone|contact details|recapito|recapiti",
    "company": "company|company name|organization|organization name|organisation|organisation name|account|"
    "account name|employer|client|customer|azienda|societa|ditta|ragione sociale|cliente|impresa|firma",
    "title": "title|job title|position|role|function|organization title|titolo|ruolo|qualifica|mansione|posizione|"
    "incarico",
    "department": "department|organization department|reparto|ufficio|divisione|funzione|abteilung",
    "address": "address|street|street address|home address|work address|business address|mailing address|"
    "other address|address formatted|indirizzo|indirizzo ufficio|via|adresse",
    "city": "city|town|home city|work city|citta|comune|ort",
    "postcode": "postcode|post code|postal code|zip|zip code|home zipcode|work zipcode|cap|plz",
    "country": "country|home country|work country|paese|nazione|land",
    "website": "website|web site|web page|url|website value|sito|sito web",
    "language": "language|preferred language|lingua|sprache",
    "notes": "notes|note|comments|comment|remarks|description|commenti|osservazioni|annotazioni|notiz|notizen",
    "external_id": "uid",
    "consent": "consent|consent given|contact consent|consent to contact|may be contacted|may contact|"
    "consenso|consenso dato|consenso al contatto|contattabile",
    "consent_mail": "email consent|e mail consent|mail consent|email opt in|email permission|may be mailed|"
    "consenso email|consenso e mail|consenso mail",
    "consent_phone": "phone consent|telephone consent|call consent|phone opt in|may be called|consenso telefono|"
    "consenso telefonico",
    "consent_marketing": "marketing consent|marketing permission|marketing opt in|marketing|opt in|opted in|newsletter|"
    "newsletter consent|subscribed|mailing list|consenso marketing|consenso commerciale|consenso newsletter|"
    "consenso pubblicita|iscritto newsletter|iscritto alla newsletter",
    "do_not_contact": "do not contact|donotcontact|dnc|no contact|non contattare|da non contattare|non contattabile",
    "do_not_mail": "do not email|do not mail|email opt out|opted out of email|has opted out of email|no email|no mail|"
    "non scrivere|non inviare email|no e mail",
    "do_not_call": "do not call|donotcall|do not phone|no calls|phone opt out|non chiamare|non telefonare|"
    "no telefonate",
    "do_not_advertise": "opt out|opted out|optout|unsubscribed|marketing opt out|no marketing|no newsletter|"
    "no advertising|disiscritto|disiscritta|no pubblicita",
}

_JOBS: dict[str, str] = {
    "name": "name|job|job name|job title|project|project name|title|task|task name|card name|subject|campaign|activity|"
    "lavoro|nome|nome lavoro|nome commessa|commessa|progetto|nome progetto|titolo|titolo commessa|titolo lavoro|"
    "attivita|projekt|auftrag",
    "number": "number|no|nr|n|num|cod|code|codice|job number|job no|job nr|job num|job code|job ref|job reference|"
    "project number|project no|project nr|project code|project ref|task number|task no|"
    "job id|project id|task id|id|ref|reference|reference number|numero|numero lavoro|numero commessa|numero job|"
    "numero progetto|n lavoro|no lavoro|nr lavoro|num lavoro|n commessa|no commessa|nr commessa|num commessa|n job|"
    "n progetto|nr progetto|commessa n|commessa no|commessa nr|commessa numero|commessa number|job n|job numero|"
    "lavoro n|lavoro numero|lavoro number|id commessa|id lavoro|id progetto|codice lavoro|codice commessa|codice job|"
    "codice progetto|cod lavoro|cod commessa|cod progetto|rif|riferimento|rif commessa|rif lavoro|protocollo",
    "client": "client|client name|customer|customer name|account|account name|company|company name|cliente|"
    "nome cliente|azienda|kunde",
    "kind": "kind|type|job type|job kind|project type|category|tipo|tipo di lavoro|tipologia|categoria|art",
    "stage": "stage|status|state|job status|project status|section column|list|list name|fase|stato|stadio|phase",
    "status": "status line|status note|update|latest update|situation|aggiornamento|riga di stato|situazione",
    "next_step": "next step|next steps|next action|to do|prossimo passo|prossima azione|nachster schritt",
    "lead": "lead|job lead|owner|project manager|account manager|account executive|account exec|ae|pm|manager|"
    "responsible|assignee|"
    "assignee email|assigned to|person|responsabile|referente|assegnato a|project lead|"
    "chi|chi segue|seguito da",
    "begins": "dal|start|start date|starts|begins|begin|from|inizio|data inizio|data di inizio|beginn",
    "due": "due|due date|deadline|delivery|delivery date|deliver by|delivered by|end|end date|finish|finish date|"
    "target date|scadenza|consegna|data consegna|data di consegna|fine|data fine|termin|ende",
    "budget": "budget|amount|value|fee|estimate|price|job value|importo|valore|preventivo|prezzo",
    "currency": "currency|valuta|divisa|wahrung",
    "scope": "scope|description|brief|details|descrizione|dettagli|beschreibung",
    "comments": "comments|comment|notes|note|remarks|remark|job notes|commenti|commento|osservazioni|annotazioni|"
    "appunti|notiz|notizen|bemerkungen",
}

_PEOPLE: dict[str, str] = {
    "name": "name|full name|person|agent|sales agent|sales rep|employee|employee name|member|team member|colleague|"
    "nome completo|nome e cognome|nominativo|persona|agente|dipendente|collega|mitarbeiter",
    "first_name": "first name|given name|forename|firstname|nome di battesimo|vorname",
    "last_name": "last name|family name|surname|lastname|cognome|nachname",
    "email": "email|e mail|email address|e mail address|mail|mail address|work email|indirizzo email|"
    "posta elettronica|indirizzo e mail",
    "phone": "phone|phone number|telephone|tel|work phone|mobile|cell|extension|telefono|cellulare|interno|telefon",
    "title": "title|job title|position|role|titolo|ruolo|qualifica|mansione|posizione|incarico|position",
    "manager": "manager|reports to|line manager|supervisor|superior|boss|team lead|responsabile|riporta a|capo|"
    "superiore|vorgesetzter",
    "office": "office|office location|location|branch|sede|ufficio|filiale|standort|buro",
    "department": "department|team|division|reparto|divisione|abteilung",
}


def _turned(fields: dict[str, str]) -> dict[str, str]:
    return {heading: field for field, headings in fields.items() for heading in headings.split("|")}


# From a heading to the field it names.
CLIENTS = _turned(_CLIENTS)
CONTACTS = _turned(_CONTACTS)
JOBS = _turned(_JOBS)
PEOPLE = _turned(_PEOPLE)
HEADINGS = {"clients": CLIENTS, "contacts": CONTACTS, "jobs": JOBS, "people": PEOPLE}

# What kind a phone, address or e-mail is, told by a word of its heading.
LABELS = {
    "work": "work", "business": "work", "office": "work", "direct": "work", "ufficio": "work",
    "home": "home", "personal": "home", "casa": "home",
    "mobile": "mobile", "cell": "mobile", "cellphone": "mobile", "cellulare": "mobile", "telefonino": "mobile",
    "handy": "mobile",
    "fax": "fax", "pager": "pager", "other": "other", "altro": "other",
}  # fmt: skip

# By how much the figures of a column are to be multiplied, if its heading says so.
UNITS = {
    "thousand": 1_000, "thousands": 1_000, "k": 1_000, "migliaia": 1_000, "mila": 1_000, "000": 1_000,
    "million": 1_000_000, "millions": 1_000_000, "m": 1_000_000, "mn": 1_000_000, "mln": 1_000_000, "mio": 1_000_000,
    "milioni": 1_000_000,
    "billion": 1_000_000_000, "billions": 1_000_000_000, "bn": 1_000_000_000,
    "mld": 1_000_000_000, "miliardi": 1_000_000_000,
}  # fmt: skip
CURRENCIES = {"€": "EUR", "eur": "EUR", "euro": "EUR", "$": "USD", "usd": "USD", "£": "GBP", "gbp": "GBP", "chf": "CHF"}
