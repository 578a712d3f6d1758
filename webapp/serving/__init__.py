"""What every request passes through, and what whoever runs the site can watch."""

from webapp.serving import compress, metrics
from webapp.serving.embed_hosts import EmbedHosts
from webapp.serving.gauges import IndexGauges, ProcessGauges
from webapp.serving.in_vain import InVain
from webapp.serving.live import LiveIndex
from webapp.serving.log import Logbook, discreet
from webapp.serving.metrics import Metrics
from webapp.serving.senders import Senders
from webapp.serving.streams import Crowded, Streams
from webapp.serving.trial import tried
