# A server in a container: docker build -t foreign-transport .
#
#   /data   the server's folder: Pickup, Replay, and the SQLite file of a single server; one volume for each server
#   /drop   for Drop directories that servers share: absolute, so somebody creates them (docker-compose.yml does)
#
# Options are environment variables, FT_SERVER_NAME for server-name (docs/reference/options.md). A volume of your own must be writable
# for the account app (uid 1654) of the base image.

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# What decides about packages changes seldom: restored in a layer of its own.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/ForeignTransport.Core/ForeignTransport.Core.csproj src/ForeignTransport.Core/packages.lock.json src/ForeignTransport.Core/
COPY src/ForeignTransport.Transport/ForeignTransport.Transport.csproj src/ForeignTransport.Transport/packages.lock.json src/ForeignTransport.Transport/
COPY src/ForeignTransport.Server/ForeignTransport.Server.csproj src/ForeignTransport.Server/packages.lock.json src/ForeignTransport.Server/
COPY src/ForeignTransport.PowerShell/ForeignTransport.PowerShell.csproj src/ForeignTransport.PowerShell/packages.lock.json src/ForeignTransport.PowerShell/
COPY src/ForeignTransport.Shell/ForeignTransport.Shell.csproj src/ForeignTransport.Shell/packages.lock.json src/ForeignTransport.Shell/
COPY src/Precompile.targets src/
RUN dotnet restore src/ForeignTransport.Server --locked-mode -p:Configuration=Release \
 && dotnet restore src/ForeignTransport.Shell --locked-mode -p:Configuration=Release

# ftx without a runtime of its own: the base image has it.
COPY src src
RUN dotnet publish src/ForeignTransport.Server -c Release --no-restore -o /app \
 && dotnet publish src/ForeignTransport.Shell -c Release --no-restore -o /ftx

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# ftx is for administrators: docker compose exec hub01 ftx -c 'Get-Queue'
RUN mkdir /data /drop && chown app:app /data /drop && ln -s /ftx/ftx /usr/local/bin/ftx
COPY --from=build /app /app
COPY --from=build /ftx /ftx

USER app
ENV FT_DATA_DIRECTORY=/data FT_CLUSTER_PORT=4053
VOLUME ["/data", "/drop"]
EXPOSE 4053

# The HTTP address stays on loopback, so the check runs in here. Not ready is no reason to end a server: it may be waiting for the database.
HEALTHCHECK --interval=10s --timeout=10s --start-period=60s --retries=3 CMD ["/app/foreign-transport", "health"]

# Process 1 is the server itself: SIGTERM drains, hands over and leaves.
ENTRYPOINT ["/app/foreign-transport"]
CMD ["serve"]
