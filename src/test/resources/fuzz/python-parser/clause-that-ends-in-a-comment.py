        try:
        finally#