# Both programs in one image: a cluster node and a web node are the same build, started differently.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Silo -c Release -o /app/silo && dotnet publish src/Api -c Release -o /app/web

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
COPY config config
# The base image's own unprivileged user; /app/keys is where web nodes share the keys of the sign-in cookie, /app/doors where all nodes find
# the certificate by which they know each other.
RUN mkdir keys doors && chown $APP_UID keys doors
USER $APP_UID
# Without an identity provider a web node is a demonstration and listens on loopback alone: one whose port is published on 127.0.0.1 says so
# with PERMANENCE__PUBLISHEDONLOOPBACK=true, see docs/sign-in.md.
ENV PERMANENCE__CONFIGFOLDER=/app/config PERMANENCE__KEYSFOLDER=/app/keys
EXPOSE 8080
CMD ["dotnet", "/app/web/permanence.dll", "serve", "--config", "/app/config", "--urls", "http://0.0.0.0:8080"]
