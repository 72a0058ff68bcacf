[description]
Keeps HTTP sessions in Amazon DynamoDB, so that any node serves any request and sticky sessions are unnecessary.
Credentials come from the AWS SDK's default provider chain.

[tags]
session

[provides]
session-store
session-cache

[depends]
sessions

[lib]
lib/dynamosession/*.jar

[xml]
etc/sessions/session-store-dynamodb.xml

[ini]
## Web applications do not see the classes of this module, but for those that list and revoke sessions of users
jetty.webapp.addHiddenClasses+=,${jetty.base.uri}/lib/dynamosession/,-io.github.dynamosession.store.UserSessions,-io.github.dynamosession.store.UserSession,-io.github.dynamosession.store.StoreException
## No node's name in session ids: Jetty would set the cookie anew whenever a session moves to another node
jetty.sessionIdManager.workerName?=

[ini-template]
## Each property is explained in docs/configuration.md. A web application overrides one by a context attribute of the
## same name. What is commented out shows the default, or an example where there is none.

## the table, by name or ARN; applications may share one
#jetty.session.dynamodb.tableName=http-sessions

## AWS Region of the table; by default the AWS SDK's chain
#jetty.session.dynamodb.region=eu-central-1

## URI of DynamoDB Local or of a VPC endpoint; by default the AWS SDK's chain
#jetty.session.dynamodb.endpoint=http://localhost:8000

## create a missing table at start, with its indexes, TTL and on-demand billing
#jetty.session.dynamodb.createTable=false

## scope of session ids in a table that applications share; set it for one web application, not for all; by default the context's name
#jetty.session.dynamodb.applicationName=/shop

## strong, or eventual: half the read cost, may show a session's past
#jetty.session.dynamodb.consistency=strong

## how stale the stored access time may be before a request writes it; by default a tenth of the idle time, at least PT1M, at most a quarter of the idle time
#jetty.session.dynamodb.touchInterval=PT3M

## regular expression of request URIs (decoded, with the context path) that never reach the store; by default none
#jetty.session.dynamodb.ignoredUris=/shop/static/.*

## path in the web application where a load balancer is told whether this node can serve sessions: 200 or 503; by default none
#jetty.session.dynamodb.readinessPath=/ready

## values that are compared before a save without setAttribute: none, read (those that were handed out), all
#jetty.session.dynamodb.mutationDetection=read

## requests that overlap in one session: none (they merge by attribute), session (one at a time, on all nodes)
#jetty.session.dynamodb.lockMode=none

## with lockMode=session: regular expression of the request URIs that take the lock; by default all
#jetty.session.dynamodb.lockUris=/shop/checkout/.*

## how long a request waits for the lock, before it is answered with 503
#jetty.session.dynamodb.lockTimeout=PT10S

## how long the lock of a node that died is kept; more than callTimeout
#jetty.session.dynamodb.lockLease=PT8S

## tell listeners of sessions that expire
#jetty.session.dynamodb.expiryEvents=true

## how often a node looks for expired sessions, and how long after its expiry a session is due
#jetty.session.dynamodb.sweepInterval=PT1M

## find and revoke sessions by their users
#jetty.session.dynamodb.userIndex=true

## where the key is that names of users are hashed with: env:NAME or file:/path; by default none
#jetty.session.dynamodb.userIndexKey=env:SESSION_USER_KEY

## how new values are encoded: kryo, java; both are read
#jetty.session.dynamodb.codec=kryo

## classes (com.example.Cart) and packages (com.example.*, com.example.**) that sessions may hold besides those allowed anyway; by default none
#jetty.session.dynamodb.allowedClasses=com.example.shared.*

## an attribute that this node cannot decode: skip (null and one warning), fail (an exception)
#jetty.session.dynamodb.unreadableAttribute=skip

## an attribute that cannot be stored: fail (an error), skip (the rest is stored, with one warning)
#jetty.session.dynamodb.unstorableAttribute=fail

## bytes that a session's item may take before large values move to items of their own
#jetty.session.dynamodb.inlineBudget=4096

## the most bytes of all values of a session
#jetty.session.dynamodb.maxSessionSize=8388608

## values that are compressed: auto (those that are billed less for it), none
#jetty.session.dynamodb.compression=auto

## where the key set is that encrypts values: file:/path or env:NAME, with aws-kms: in front if AWS KMS encrypts the key set; it needs the jar of dynamosession-encryption; by default none
#jetty.session.dynamodb.encryptionKeys=file:/etc/sessions/keys

## stored values that are not encrypted, where there is a key set: optional (they are read), required (they are refused)
#jetty.session.dynamodb.encryption=optional

## how long one store call waits for DynamoDB, with all its attempts
#jetty.session.dynamodb.callTimeout=PT2S

## how long one attempt waits; at most callTimeout
#jetty.session.dynamodb.attemptTimeout=PT0.6S

## attempts of one call, the first included
#jetty.session.dynamodb.maxAttempts=5

## where the figures of sessions go, besides JMX; needs the jar of the metrics: prometheus, otlp, emf (CloudWatch); by default nowhere
#jetty.session.dynamodb.metrics=prometheus

## with metrics=prometheus: the address at which Prometheus can read them; by default all of this machine
#jetty.session.dynamodb.metricsAddress=127.0.0.1

## with metrics=prometheus: the port for it; one for all web applications of a Tomcat or Jetty
#jetty.session.dynamodb.metricsPort=9404

## with metrics=otlp or emf: how often they are sent or written
#jetty.session.dynamodb.metricsInterval=PT1M

## with metrics=emf: the file that they are appended to; by default standard output
#jetty.session.dynamodb.metricsFile=/var/log/sessions/metrics.json
