#!/usr/bin/env bash
# Builds a release from the commit that is checked out, into target/release, and checks it. It uploads nothing.
#   ./release.sh          without signatures, which Maven Central wants
#   ./release.sh -Psign   with them; arguments go to Maven as they are
# docs/releasing.md says what comes before and after.
set -euo pipefail
cd "$(dirname "$0")"

version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' pom.xml)
if [[ $version == *-SNAPSHOT ]]; then
  echo "release.sh: $version is no version of a release; set one and commit it (docs/releasing.md)" >&2
  exit 1
fi
if ! git diff --quiet HEAD; then
  echo "release.sh: there are changes that are not committed; nobody could build this release again" >&2
  exit 1
fi

# jars keep the modes of the files they are made of, and those come from whoever checked them out
umask 022
git ls-tree --name-only -z HEAD | xargs -0 chmod -R u=rwX,go=rX

compared=()
last=$(git describe --tags --match 'v[0-9]*' --abbrev=0 HEAD^ 2>/dev/null || true)
if [[ $last ]]; then
  compared=("-Dlast.release=${last#v}")
  # before 1.0.0 a MINOR may break what is public, a PATCH may not
  if [[ ${last#v} == "${version%.*}".* ]]; then
    compared+=(-Djapicmp.breakBuildBasedOnSemanticVersioningForMajorVersionZero=true)
  fi
fi

mvn -B -ntp -Prelease -DskipTests -Dmaven.install.skip "${compared[@]}" -pl release -am clean deploy "$@"

cd target/release
# of a repository that is served; those of Maven Central are its own
find maven -name 'maven-metadata*' -delete
take() {
  local module=dynamosession-$1 suffix
  for suffix in "${@:2}"; do
    cp maven/io/github/dynamosession/"$module/$version/$module-$version$suffix"{,.asc} . 2>/dev/null \
      || cp maven/io/github/dynamosession/"$module/$version/$module-$version$suffix" .
  done
}
take tomcat -all.jar -cyclonedx.json
take jetty -module.zip -cyclonedx.json
take encryption -all.jar -cyclonedx.json
take metrics -all.jar -cyclonedx.json
take cli .jar -cyclonedx.json
take bom .pom
sha256sum dynamosession-* > SHA256SUMS
sha512sum dynamosession-* > SHA512SUMS
jar --create --no-manifest --file central-bundle.zip -C maven io

echo
ls -l .
echo
[[ $last ]] || echo "There is no release before this one: public types were compared with none."
echo "$version is in target/release. What comes next is in docs/releasing.md, from \"Publish\" on."
