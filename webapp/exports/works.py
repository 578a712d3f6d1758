"""What each of our document and content types is in the languages of references: one table, each line with its why."""

from dataclasses import dataclass

from search.records import Record


@dataclass(frozen=True)
class Work:
    """A type. csl: in CSL 1.0.2; ris: in the specification of 2011; bib: an entry of BibTeX or BibLaTeX.

    schema: in schema.org. dated: when it begins is the date under which it is cited, as with a conference.
    """

    csl: str
    ris: str
    bib: str
    schema: str
    dated: bool = False


ARTICLE = Work("article-journal", "JOUR", "article", "ScholarlyArticle")
BOOK = Work("book", "BOOK", "book", "Book")
CHAPTER = Work("chapter", "CHAP", "incollection", "Chapter")
THESIS = Work("thesis", "THES", "phdthesis", "Thesis")
REPORT = Work("report", "RPRT", "techreport", "Report")  # with its series, number and institution
# STAT, as LEGAL is a court's case in Zotero; BibTeX has no law, and BibLaTeX's is a bill there.
LAW = Work("legislation", "STAT", "legislation", "Legislation")
NEWS = Work("article-newspaper", "NEWS", "article", "NewsArticle")
BLOG = Work("post-weblog", "BLOG", "online", "BlogPosting")
PAGE = Work("webpage", "ELEC", "online", "WebPage")  # what is on the web only, and is no document
# A meeting is neither its paper nor its proceedings: CONF would make it one. SLIDE is a presentation in Zotero.
EVENT = Work("event", "SLIDE", "online", "Event", dated=True)
FILM = Work("motion_picture", "VIDEO", "video", "VideoObject")
SOUND = Work("broadcast", "SOUND", "audio", "PodcastSeries")
DATA = Work("dataset", "DATA", "online", "Dataset")  # Zotero once passed over entries called @dataset
# A profile of a programme, a loan or a measure is an entry of a database, by whom it is run: no article, no report.
# GEN would be a journal article in Zotero; DBASE and GRNT (a grant) are documents, with a publisher.
PROFILE = Work("document", "DBASE", "online", "CreativeWork")
LOAN = Work("document", "GRNT", "online", "CreativeWork")  # schema.org's Project is an organisation
TEXT = Work("document", "DBASE", "online", "CreativeWork")  # of which nobody says what it is

DOCUMENTS = {
    "working-paper": REPORT,
    "report": REPORT,
    "policy-brief": REPORT,
    "case-study": REPORT,
    "evaluation": REPORT,
    "tool": REPORT,
    "strategy-document": REPORT,
    "annual-report": REPORT,
    "meeting-report": REPORT,  # also proceedings as a whole; a paper of a conference says where it appeared
    "project-document": REPORT,
    "journal-article": ARTICLE,
    "book": BOOK,
    "book-chapter": CHAPTER,
    "thesis": THESIS,
    "legal-document": LAW,
    "statistics": DATA,
    "web-page": PAGE,
}
CONTENTS = {
    "publication": REPORT,  # of an institution, as most are that say no more
    "legal-framework": LAW,
    "news": NEWS,
    "newsletter": PAGE,
    "blog-post": BLOG,
    "event": EVENT,
    "e-conference": EVENT,
    "webinar": EVENT,
    "livestream": EVENT,
    "multimedia": FILM,
    "podcast": SOUND,
    "database": DATA,
    "survey": DATA,
    "programme": PROFILE,
    "covid-19-response": PROFILE,
    "country-profile": PROFILE,
    "stakeholder": PROFILE,
    "member": PROFILE,
    "project": LOAN,
    "job": PAGE,
    "academic-opportunity": PAGE,
    "online-community": PAGE,
    "online-course": PAGE,
    "glossary-entry": PAGE,
}
NUMBERED = ("report",)  # types whose number in a series is the report's
IN_A_SERIES = ("report", "book")  # types whose `container` is the series that they stand in


def work_of(record: Record) -> Work:
    """The document type says more than the content type."""
    return DOCUMENTS.get(record.document_type or "") or CONTENTS.get(record.content_type or "") or TEXT
