param debug string
module web 'core/host/appservice.bicep' = {
  params: {
    appSettings: {
      SHOP_DEBUG: debug
    }
  }
}
