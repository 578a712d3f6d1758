"""The words that belong to an identifier: what people and reference lists write in front of one."""

KINDS = (
    r"papers?|reports?|projects?|programmes?|programs?|documents?|notes?|briefs?|stud(?:y|ies)|publications?|series"
    r"|loans?|grants?|credits?|wps?|dps?|projets?|rapports?|documents? de travail|proyectos?|informes?"
    r"|documentos? de traba(?:jo|lho)|publicaci[óo]n|publica[çc][ãa]o|projetos?|relat[óo]rios?"
    r"|textos? para discuss[ãa]o|ورقة عمل|ورقة|تقرير|مشروع"
)
"""What a thing with a number is: in five languages, and no institution's own."""

NUMBER = r"no|nos|nr|num|n[uú]mero|num[ée]ro|number|n[°ºo]|№|#|id|code|ref|reference|identifier|رقم"
"""What says that a number follows."""

DOI = (
    r"(?:info:doi/|urn:doi:|(?:https?://)?(?:dx\.|www\.)?doi\.org/|(?<!\w)doi(?: (?:number|no\.?|link|name))?)"
    r"[ :=]{0,4}"
)
ISBN = r"(?<![^\W_])(?:e-?|p-?)?isbns?(?:[- ]?1[03])?(?: ?\([\w ]{1,15}\))?[ :=#.]{0,3}"
HANDLE = r"(?<!\w)(?:handle|hdl)[ :=]{1,3}"
ADDRESS = r"(?<!\w)(?:url|link|doi|isbn|handle|hdl)[ :=]{1,3}"
OURS = rf"(?<!\w)(?:{NUMBER}|record)[ :=.]{{1,3}}"
LONGEST = 48  # characters that are looked at for one
