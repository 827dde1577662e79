# syntax=docker/dockerfile:1

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG TARGETARCH
WORKDIR /source
COPY . .
RUN dotnet publish src/Ens.ImageSharing.Tool --configuration Release --arch "$TARGETARCH" --self-contained false --output /app

# Without a shell and a package manager. ASP.NET Core is for 'ens-share emulate'.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
LABEL org.opencontainers.image.title="ens-share" \
      org.opencontainers.image.description="Lists, audits and changes the Alibaba Cloud accounts that images of ENS are shared with." \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /app /app
# No diagnostic socket, so that the file system of the container can be read-only.
ENV DOTNET_EnableDiagnostics=0
WORKDIR /work
USER $APP_UID
ENTRYPOINT ["/app/ens-share"]
