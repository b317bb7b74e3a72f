module web 'core/host/appservice.bicep' = {
  name: 'web'
  params: {
    appSettings: {
      SHOP_DEBUG: '0'
    }
  }
}
