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

## The table, 3 to 255 characters, or its ARN
#jetty.session.dynamodb.tableName=http-sessions

## Create the table with its indexes and TTL if it is not there
#jetty.session.dynamodb.createTable=false

## By default as the AWS SDK finds it: environment, profile, instance
#jetty.session.dynamodb.region=eu-central-1

## DynamoDB Local or a VPC endpoint
#jetty.session.dynamodb.endpoint=http://localhost:8000

## Scope of session ids in a shared table; by default the context path. Set it for a single web application, not here
#jetty.session.dynamodb.applicationName=/shop

## strong, or eventual for half the read cost and reads that may show a session's past
#jetty.session.dynamodb.consistency=strong

## How often an access time alone is written; by default a tenth of the session's timeout, at least a minute
#jetty.session.dynamodb.touchInterval=PT3M

## Regular expression of whole paths whose requests have no session
#jetty.session.dynamodb.ignoredUris=/static/.*

## Which values are compared before a save: none, read (those that were handed out), all
#jetty.session.dynamodb.mutationDetection=read

## Requests that overlap in one session: none (merged by attribute), session (one at a time)
#jetty.session.dynamodb.lockMode=none

## With lockMode session: regular expression of the URIs that take the lock; empty: all
#jetty.session.dynamodb.lockUris=

## How long a request waits for the lock
#jetty.session.dynamodb.lockTimeout=PT10S

## How long the lock of a node that died is kept
#jetty.session.dynamodb.lockLease=PT8S

## Events for sessions that expire (sessionDestroyed, valueUnbound), and how often to look for them
#jetty.session.dynamodb.expiryEvents=true
#jetty.session.dynamodb.sweepInterval=PT1M

## Find and revoke sessions by their users; names are hashed with a key that env:NAME or file:/path has
#jetty.session.dynamodb.userIndex=true
#jetty.session.dynamodb.userIndexKey=env:SESSION_USER_KEY

## How new values are written: kryo or java
#jetty.session.dynamodb.codec=kryo

## Classes beside the JDK's value types and the application's own
#jetty.session.dynamodb.allowedClasses=com.example.shared.*

## What an attribute gives that this node cannot read: skip (nothing) or fail
#jetty.session.dynamodb.unreadableAttribute=skip

## What becomes of an attribute that cannot be stored: fail (an error), skip (the rest is stored, with one warning)
#jetty.session.dynamodb.unstorableAttribute=fail

## Bytes that a session's item may take before large values move to items of their own, and that a session may take in all
#jetty.session.dynamodb.inlineBudget=4096
#jetty.session.dynamodb.maxSessionSize=8388608

## Which values are compressed: auto (those that are billed less for it), none
#jetty.session.dynamodb.compression=auto

## Where the key set is that encrypts values: file:/path or env:NAME, with aws-kms: in front if AWS KMS encrypts the key set
#jetty.session.dynamodb.encryptionKeys=file:/etc/sessions/keys

## Stored values that are not encrypted, where there is a key set: optional (they are read), required (they are refused)
#jetty.session.dynamodb.encryption=optional

## How long one operation may take with all its attempts, how long one attempt, and how many
#jetty.session.dynamodb.callTimeout=PT2S
#jetty.session.dynamodb.attemptTimeout=PT0.6S
#jetty.session.dynamodb.maxAttempts=5
